// Clients of services elsewhere: what they make before they call.
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import OpenAI from 'openai';
import puppeteer from 'puppeteer-core';
import Stripe from 'stripe';
import { Kafka, logLevel } from 'kafkajs';

const s3 = new S3Client({
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});
await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })).catch((error) => console.log('s3', error.code));
await new OpenAI({ apiKey: 'x', baseURL: 'http://127.0.0.1:1/v1', maxRetries: 0 }).chat.completions
  .create({ model: 'm', messages: [] })
  .catch((error) => console.log('openai', error.constructor.name, error.message));
await puppeteer
  .launch({ executablePath: '/nothing' })
  .catch((error) => console.log('puppeteer', error.message.split('\n')[0]));
await new Stripe('sk', { host: '127.0.0.1', port: 1, protocol: 'http', maxNetworkRetries: 0 }).customers
  .list()
  .catch((error) => console.log('stripe', error.type));
const kafka = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
await kafka
  .admin()
  .connect()
  .catch((error) => console.log('kafka', error.name));
