'use strict';

const async = require('async');
const Promise = require('bluebird');
const { firstValueFrom, from, interval, merge, of, Subject, throwError } = require('rxjs');
const { catchError, debounceTime, map, mergeMap, scan, take, toArray } = require('rxjs/operators');

async function main() {
  console.log(await async.mapLimit([3, 2, 1], 2, async (n) => n * 2));
  async.auto(
    { a: (done) => done(null, 1), b: ['a', ({ a }, done) => setTimeout(done, 1, null, a + 1)] },
    (error, results) => console.log(error, results),
  );
  const queue = async.queue((task, done) => setTimeout(done, 1), 2);
  queue.push([1, 2, 3]);
  await queue.drain();
  console.log(await Promise.map([1, 2, 3], (n) => Promise.delay(5).return(n * n), { concurrency: 2 }));
  await Promise.reject(new TypeError('x'))
    .catch(RangeError, () => console.log('no'))
    .catch(TypeError, (error) => console.log(error.message));
  await Promise.delay(100)
    .timeout(5)
    .catch(Promise.TimeoutError, (error) => console.log(error.message));
  console.log(
    await firstValueFrom(
      interval(1).pipe(
        take(4),
        scan((sum, n) => sum + n, 0),
        toArray(),
      ),
    ),
  );
  console.log(
    await firstValueFrom(
      merge(of(1, 2), from([3])).pipe(
        mergeMap(async (n) => n + 1),
        toArray(),
      ),
    ),
  );
  throwError(() => new Error('bad'))
    .pipe(catchError((error) => of(error.message)))
    .subscribe(console.log);
  const subject = new Subject();
  subject
    .pipe(
      debounceTime(10),
      map((x) => `last ${x}`),
    )
    .subscribe(console.log);
  subject.next(1);
  subject.next(2);
}

main();
