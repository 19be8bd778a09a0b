import { addMonths, differenceInBusinessDays, format, formatDistance, parse } from 'date-fns';
import { de } from 'date-fns/locale';
import dayjs from 'dayjs';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime, Duration, Interval } from 'luxon';
import moment from 'moment-timezone';

const date = new Date(Date.UTC(2024, 1, 29, 12, 30));
dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(relativeTime);
console.log(
  format(addMonths(date, 12), 'yyyy-MM-dd EEEE', { locale: de }),
  formatDistance(date, new Date(0)),
  differenceInBusinessDays(date, new Date(Date.UTC(2024, 0, 1))),
);
console.log(parse('03/04/2024', 'dd/MM/yyyy', date).getMonth(), parse('x', 'dd', date));
console.log(
  dayjs.utc(date).format('ddd, MMM D YYYY h:mm A'),
  dayjs(date).tz('America/New_York').format(),
  dayjs(date).from(dayjs(0)),
);
console.log(
  DateTime.fromJSDate(date, { zone: 'Europe/Berlin' }).setLocale('fr').toLocaleString(DateTime.DATE_FULL),
  DateTime.fromISO('2024-03-31T01:59', { zone: 'Europe/Paris' }).plus({ minutes: 1 }).toISO(),
);
console.log(
  Duration.fromMillis(1e8).rescale().toHuman(),
  Interval.fromDateTimes(new Date(0), date).count('years'),
  DateTime.fromISO('nope').invalidReason,
);
console.log(DateTime.fromJSDate(date, { zone: 'Asia/Tokyo' }).toFormat('cccc d LLLL yyyy ZZZZ z'));
console.log(
  moment.tz(date, 'Asia/Kolkata').format('LLLL z'),
  moment.duration(90, 'minutes').humanize(),
  moment(date).locale('ja').format('LL'),
  moment('2024-13-01').isValid(),
);
