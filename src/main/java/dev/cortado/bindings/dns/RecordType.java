package dev.cortado.bindings.dns;

import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.bindings.dns.DnsMessage.Answer;
import dev.cortado.bindings.dns.DnsMessage.MalformedException;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.IpText;
import java.util.ArrayList;
import java.util.List;

/** The kinds of records and what JavaScript gets of each. */
enum RecordType {
  A(1) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      return IpText.ipv4(message.copy(answer.offset(), 4), 0);
    }
  },
  NS(2),
  CNAME(5),
  SOA(6) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final int hostmaster = message.nameEnd(answer.offset());
      final int numbers = message.nameEnd(hostmaster);
      final JSObject soa = env.newObject();
      Js.set(soa, "nsname", message.name(answer.offset()));
      Js.set(soa, "hostmaster", message.name(hostmaster));
      final String[] fields = {"serial", "refresh", "retry", "expire", "minttl"};
      for (int i = 0; i < fields.length; i++) {
        Js.set(soa, fields[i], message.unsigned32(numbers + 4 * i));
      }
      return soa;
    }
  },
  PTR(12),
  MX(15) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final JSObject mx = env.newObject();
      Js.set(mx, "exchange", message.name(answer.offset() + 2));
      Js.set(mx, "priority", message.unsigned16(answer.offset()));
      return mx;
    }
  },
  TXT(16) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final List<Object> chunks = new ArrayList<>();
      final int end = answer.offset() + answer.length();
      for (int at = answer.offset(); at < end; ) {
        final int size = message.unsigned8(at);
        chunks.add(message.text(at + 1, size));
        at += size + 1;
      }
      return env.newArray(chunks.toArray());
    }
  },
  AAAA(28) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      return IpText.ipv6(message.copy(answer.offset(), 16));
    }
  },
  SRV(33) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final JSObject srv = env.newObject();
      Js.set(srv, "name", message.name(answer.offset() + 6));
      Js.set(srv, "port", message.unsigned16(answer.offset() + 4));
      Js.set(srv, "priority", message.unsigned16(answer.offset()));
      Js.set(srv, "weight", message.unsigned16(answer.offset() + 2));
      return srv;
    }
  },
  NAPTR(35) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final JSObject naptr = env.newObject();
      int at = answer.offset() + 4;
      for (final String field : new String[] {"flags", "service", "regexp"}) {
        final int size = message.unsigned8(at);
        Js.set(naptr, field, message.text(at + 1, size));
        at += size + 1;
      }
      Js.set(naptr, "replacement", message.name(at));
      Js.set(naptr, "order", message.unsigned16(answer.offset()));
      Js.set(naptr, "preference", message.unsigned16(answer.offset() + 2));
      return naptr;
    }
  },
  TLSA(52) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final JSObject tlsa = env.newObject();
      Js.set(tlsa, "certUsage", message.unsigned8(answer.offset()));
      Js.set(tlsa, "selector", message.unsigned8(answer.offset() + 1));
      Js.set(tlsa, "match", message.unsigned8(answer.offset() + 2));
      final byte[] data = message.copy(answer.offset() + 3, answer.length() - 3);
      Js.set(tlsa, "data", env.buffers().arrayBuffer(data));
      return tlsa;
    }
  },
  ANY(255),
  CAA(257) {
    @Override
    Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
      final int tagSize = message.unsigned8(answer.offset() + 1);
      final int valueAt = answer.offset() + 2 + tagSize;
      final JSObject caa = env.newObject();
      Js.set(caa, "critical", message.unsigned8(answer.offset()));
      Js.set(
          caa,
          message.text(answer.offset() + 2, tagSize),
          message.text(valueAt, answer.offset() + answer.length() - valueAt));
      return caa;
    }
  };

  private final int number;

  RecordType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The JavaScript value of a record of this type: by default the name that it holds. */
  Object value(Environment env, DnsMessage message, Answer answer) throws MalformedException {
    return message.name(answer.offset());
  }

  /** The type of this number, or null. */
  static RecordType of(int number) {
    for (final RecordType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }
}
