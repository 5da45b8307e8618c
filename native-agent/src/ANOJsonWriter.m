#include <math.h>
#include <string.h>

#import "ANOJson.h"
#import "ANOUtf8.h"

static const NSUInteger kMaximumDepth = 32;
static const unsigned kReplacement = 0xfffd;

static void AppendText(NSMutableData *data, const char *text) {
  [data appendBytes:text length:strlen(text)];
}

static void AppendCodePoint(NSMutableData *data, unsigned point) {
  char bytes[16];
  switch (point) {
    case '"':
      AppendText(data, "\\\"");
      return;
    case '\\':
      AppendText(data, "\\\\");
      return;
    case '\n':
      AppendText(data, "\\n");
      return;
    case '\t':
      AppendText(data, "\\t");
      return;
    default:
      break;
  }
  if (point < 0x20) {
    snprintf(bytes, sizeof(bytes), "\\u%04x", point);
    AppendText(data, bytes);
    return;
  }
  [data appendBytes:bytes length:ano_utf8_encode(point, bytes)];
}

static BOOL IsHighSurrogate(unichar unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}

static BOOL IsLowSurrogate(unichar unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

static void AppendString(NSMutableData *data, NSString *string) {
  unichar units[256];
  NSUInteger length = [string length];
  unichar high = 0;
  AppendText(data, "\"");
  for (NSUInteger start = 0; start < length; start += 256) {
    NSUInteger count = MIN(length - start, (NSUInteger)256);
    [string getCharacters:units range:NSMakeRange(start, count)];
    for (NSUInteger i = 0; i < count; i++) {
      unichar unit = units[i];
      if (high != 0 && IsLowSurrogate(unit)) {
        AppendCodePoint(data, 0x10000 + ((high - 0xd800u) << 10) + (unit - 0xdc00u));
        high = 0;
        continue;
      }
      if (high != 0) {
        AppendCodePoint(data, kReplacement);
      }
      high = IsHighSurrogate(unit) ? unit : 0;
      if (high == 0) {
        AppendCodePoint(data, IsLowSurrogate(unit) ? kReplacement : unit);
      }
    }
  }
  if (high != 0) {
    AppendCodePoint(data, kReplacement);
  }
  AppendText(data, "\"");
}

static void AppendDouble(NSMutableData *data, double number) {
  char text[40];
  if (!isfinite(number)) {
    AppendText(data, "null");
    return;
  }
  if (number == 0 && signbit(number)) {
    // A whole number has no negative zero, and "-0" reads as one.
    AppendText(data, "-0.0");
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof(text), "%.*g", digits, number);
    if (strtod(text, NULL) == number) {
      break;
    }
  }
  // A framework may have set a locale with another decimal point.
  for (char *at = text; *at != '\0'; at++) {
    if (strchr("0123456789+-e", *at) == NULL) {
      *at = '.';
    }
  }
  AppendText(data, text);
}

static void AppendNumber(NSMutableData *data, NSNumber *number) {
  char text[40];
  if (ANOJsonIsBoolean(number)) {
    AppendText(data, [number boolValue] ? "true" : "false");
    return;
  }
  switch ([number objCType][0]) {
    case 'f':
    case 'd':
      AppendDouble(data, [number doubleValue]);
      return;
    case 'C':
    case 'S':
    case 'I':
    case 'L':
    case 'Q':
      snprintf(text, sizeof(text), "%llu", [number unsignedLongLongValue]);
      break;
    default:
      snprintf(text, sizeof(text), "%lld", [number longLongValue]);
      break;
  }
  AppendText(data, text);
}

static void AppendValue(NSMutableData *data, id value, NSUInteger depth) {
  if ([value isKindOfClass:[NSString class]]) {
    AppendString(data, value);
  } else if ([value isKindOfClass:[NSNumber class]]) {
    AppendNumber(data, value);
  } else if ([value isKindOfClass:[NSArray class]] && depth < kMaximumDepth) {
    const char *separator = "[";
    for (id element in value) {
      AppendText(data, separator);
      AppendValue(data, element, depth + 1);
      separator = ",";
    }
    AppendText(data, separator[0] == '[' ? "[]" : "]");
  } else if ([value isKindOfClass:[NSDictionary class]] && depth < kMaximumDepth) {
    const char *separator = "{";
    for (id name in value) {
      AppendText(data, separator);
      AppendString(data, [name isKindOfClass:[NSString class]] ? name : @"\uFFFD");
      AppendText(data, ":");
      AppendValue(data, [(NSDictionary *)value objectForKey:name], depth + 1);
      separator = ",";
    }
    AppendText(data, separator[0] == '{' ? "{}" : "}");
  } else {
    AppendText(data, "null");
  }
}

void ANOJsonAppend(NSMutableData *data, id value) {
  AppendValue(data, value, 0);
}

NSData *ANOJsonWrite(id value) {
  NSMutableData *data = [NSMutableData dataWithCapacity:256];
  ANOJsonAppend(data, value);
  return data;
}

BOOL ANOJsonIsBoolean(id value) {
  // Both Foundations keep one object for each of the two.
  return value == [NSNumber numberWithBool:YES] || value == [NSNumber numberWithBool:NO];
}
