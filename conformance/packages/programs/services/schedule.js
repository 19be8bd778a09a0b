'use strict';

const cron = require('node-cron');
const schedule = require('node-schedule');
const { CronExpressionParser } = require('cron-parser');

const interval = CronExpressionParser.parse('*/15 8-10 * * 1-5', { currentDate: new Date(0), tz: 'UTC' });
console.log(
  interval.next().toISOString(),
  interval.next().toISOString(),
  cron.validate('* * * * *'),
  cron.validate('61 * * * *'),
);
const job = schedule.scheduleJob(new Date(Date.now() + 5000), () => console.log('once'));
console.log(job.nextInvocation() !== null);
const task = cron.schedule('* * * * * *', () => {
  console.log('every second');
  task.stop();
  task.destroy();
});
