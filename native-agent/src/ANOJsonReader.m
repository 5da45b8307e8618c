#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

#import "ANOJson.h"
#import "ANOUtf8.h"

static const NSUInteger kMaximumDepth = 64;

/// Where the reading stands; `at` never passes `end`.
typedef struct {
  const char *at;
  const char *end;
} Cursor;

static id ReadValue(Cursor *cursor, NSUInteger depth);

static void SkipSpace(Cursor *cursor) {
  while (cursor->at < cursor->end && memchr(" \t\r\n", *cursor->at, 4) != NULL) {
    cursor->at++;
  }
}

static BOOL Take(Cursor *cursor, char wanted) {
  if (cursor->at == cursor->end || *cursor->at != wanted) {
    return NO;
  }
  cursor->at++;
  return YES;
}

static BOOL TakeWord(Cursor *cursor, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0) {
    return NO;
  }
  cursor->at += length;
  return YES;
}

#pragma mark - Strings -

static BOOL ReadHex(Cursor *cursor, unsigned *unit) {
  if (cursor->end - cursor->at < 4) {
    return NO;
  }
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    const char *digits = "0123456789abcdef";
    char digit = *cursor->at++;
    const char *found = memchr(digits, digit >= 'A' && digit <= 'F' ? digit + 32 : digit, 16);
    if (found == NULL) {
      return NO;
    }
    *unit = *unit << 4 | (unsigned)(found - digits);
  }
  return YES;
}

/// Reads what follows `\u`, and the other half where it is the first of a pair.
static BOOL ReadUnicodeEscape(Cursor *cursor, NSMutableData *text) {
  unsigned point;
  if (!ReadHex(cursor, &point)) {
    return NO;
  }
  if (point >= 0xd800 && point < 0xdc00) {
    Cursor ahead = *cursor;
    unsigned low;
    if (TakeWord(&ahead, "\\u") && ReadHex(&ahead, &low) && low >= 0xdc00 && low < 0xe000) {
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      *cursor = ahead;
    }
  }
  if (point >= 0xd800 && point < 0xe000) {
    point = 0xfffd;
  }
  char bytes[ANO_UTF8_MAXIMUM];
  [text appendBytes:bytes length:ano_utf8_encode(point, bytes)];
  return YES;
}

static BOOL ReadEscape(Cursor *cursor, NSMutableData *text) {
  static const char kNames[] = "\"\\/bfnrt";
  static const char kMeanings[] = "\"\\/\b\f\n\r\t";
  if (cursor->at == cursor->end) {
    return NO;
  }
  char name = *cursor->at++;
  if (name == 'u') {
    return ReadUnicodeEscape(cursor, text);
  }
  const char *found = memchr(kNames, name, sizeof(kNames) - 1);
  if (found == NULL) {
    return NO;
  }
  [text appendBytes:&kMeanings[found - kNames] length:1];
  return YES;
}

/// Reads what follows the opening quote.
static NSString *ReadString(Cursor *cursor) {
  NSMutableData *text = [NSMutableData data];
  while (cursor->at < cursor->end) {
    const char *start = cursor->at;
    while (cursor->at < cursor->end && *cursor->at != '"' && *cursor->at != '\\' &&
           (unsigned char)*cursor->at >= 0x20) {
      cursor->at++;
    }
    [text appendBytes:start length:(NSUInteger)(cursor->at - start)];
    if (Take(cursor, '"')) {
      return [[[NSString alloc] initWithData:text encoding:NSUTF8StringEncoding] autorelease];
    }
    if (!Take(cursor, '\\') || !ReadEscape(cursor, text)) {
      return nil;
    }
  }
  return nil;
}

#pragma mark - Numbers -

static BOOL SkipDigits(Cursor *cursor) {
  const char *start = cursor->at;
  while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
    cursor->at++;
  }
  return cursor->at > start;
}

/// The locale of the process may have another decimal point.
static locale_t g_plainLocale;

__attribute__((constructor)) static void MakePlainLocale(void) {
  g_plainLocale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

static NSNumber *NumberOf(const char *text, BOOL whole) {
  errno = 0;
  long long number = whole ? strtoll(text, NULL, 10) : 0;
  if (whole && errno == 0) {
    return [NSNumber numberWithLongLong:number];
  }
  return [NSNumber numberWithDouble:strtod_l(text, NULL, g_plainLocale)];
}

static NSNumber *ReadNumber(Cursor *cursor) {
  const char *start = cursor->at;
  BOOL whole = YES;
  Take(cursor, '-');
  if (!Take(cursor, '0') && !SkipDigits(cursor)) {
    return nil;
  }
  if (Take(cursor, '.')) {
    whole = NO;
    if (!SkipDigits(cursor)) {
      return nil;
    }
  }
  if (Take(cursor, 'e') || Take(cursor, 'E')) {
    whole = NO;
    if (!Take(cursor, '+')) {
      Take(cursor, '-');
    }
    if (!SkipDigits(cursor)) {
      return nil;
    }
  }
  char *text = strndup(start, (size_t)(cursor->at - start));
  if (text == NULL) {
    return nil;
  }
  NSNumber *number = NumberOf(text, whole);
  free(text);
  return number;
}

#pragma mark - Values -

static NSArray *ReadArray(Cursor *cursor, NSUInteger depth) {
  NSMutableArray *array = [NSMutableArray array];
  SkipSpace(cursor);
  if (Take(cursor, ']')) {
    return array;
  }
  do {
    id element = ReadValue(cursor, depth);
    if (element == nil) {
      return nil;
    }
    [array addObject:element];
  } while (Take(cursor, ','));
  return Take(cursor, ']') ? array : nil;
}

static NSDictionary *ReadObject(Cursor *cursor, NSUInteger depth) {
  NSMutableDictionary *object = [NSMutableDictionary dictionary];
  SkipSpace(cursor);
  if (Take(cursor, '}')) {
    return object;
  }
  do {
    SkipSpace(cursor);
    NSString *name = Take(cursor, '"') ? ReadString(cursor) : nil;
    SkipSpace(cursor);
    if (name == nil || !Take(cursor, ':')) {
      return nil;
    }
    id value = ReadValue(cursor, depth);
    if (value == nil) {
      return nil;
    }
    [object setObject:value forKey:name];
  } while (Take(cursor, ','));
  return Take(cursor, '}') ? object : nil;
}

/// Reads a value and the space around it.
static id ReadValue(Cursor *cursor, NSUInteger depth) {
  id value = nil;
  SkipSpace(cursor);
  if (Take(cursor, '{')) {
    value = depth < kMaximumDepth ? ReadObject(cursor, depth + 1) : nil;
  } else if (Take(cursor, '[')) {
    value = depth < kMaximumDepth ? ReadArray(cursor, depth + 1) : nil;
  } else if (Take(cursor, '"')) {
    value = ReadString(cursor);
  } else if (TakeWord(cursor, "true")) {
    value = [NSNumber numberWithBool:YES];
  } else if (TakeWord(cursor, "false")) {
    value = [NSNumber numberWithBool:NO];
  } else if (TakeWord(cursor, "null")) {
    value = [NSNull null];
  } else {
    value = ReadNumber(cursor);
  }
  SkipSpace(cursor);
  return value;
}

id ANOJsonRead(const char *bytes, NSUInteger length) {
  Cursor cursor = {.at = bytes, .end = bytes + length};
  id value = ReadValue(&cursor, 0);
  return cursor.at == cursor.end ? value : nil;
}
