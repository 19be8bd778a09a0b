'use strict';

const { rate } = require('../measure');

// Positions, velocities and masses of a sun and four planets, in units made up for this program.
function makeBodies() {
  const bodies = [{ x: 0, y: 0, z: 0, vx: 0, vy: 0, vz: 0, mass: 40 }];
  for (let i = 1; i <= 4; i++) {
    const distance = 5 * i;
    bodies.push({
      x: distance * Math.cos(i),
      y: distance * Math.sin(i),
      z: i / 10,
      vx: -Math.sin(i) * Math.sqrt(40 / distance),
      vy: Math.cos(i) * Math.sqrt(40 / distance),
      vz: 0,
      mass: 0.01 * i,
    });
  }
  return bodies;
}

function advance(bodies, step) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const pull = step / (squared * Math.sqrt(squared));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  }
  for (const body of bodies) {
    body.x += step * body.vx;
    body.y += step * body.vy;
    body.z += step * body.vz;
  }
}

const bodies = makeBodies();
rate(20000, () => {
  for (let i = 0; i < 20000; i++) {
    advance(bodies, 0.001);
  }
});
