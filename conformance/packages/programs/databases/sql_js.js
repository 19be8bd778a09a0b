'use strict';

const initSqlJs = require('sql.js');

initSqlJs().then((SQL) => {
  const db = new SQL.Database();
  db.run('create table t (id integer primary key, name text)');
  db.run('insert into t (name) values (?), (?)', ['a', 'b']);
  console.log(db.exec('select id, upper(name) as n from t order by id desc')[0]);
  const statement = db.prepare('select * from t where name = $n');
  console.log(statement.getAsObject({ $n: 'b' }));
  try {
    db.exec('select nothing');
  } catch (error) {
    console.log(error.message);
  }
  console.log(db.export().length);
});
