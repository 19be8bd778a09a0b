'use strict';

const THREE = require('three');

const mesh = new THREE.Mesh(new THREE.BoxGeometry(1, 2, 3), new THREE.MeshBasicMaterial({ color: 0xff0000 }));
mesh.rotation.set(0, Math.PI / 2, 0);
mesh.updateMatrixWorld();
console.log(
  new THREE.Box3()
    .setFromObject(mesh)
    .getSize(new THREE.Vector3())
    .toArray()
    .map((x) => Math.round(x)),
);
console.log(
  new THREE.Raycaster(new THREE.Vector3(0, 0, 10), new THREE.Vector3(0, 0, -1)).intersectObject(mesh)[0].distance,
);
