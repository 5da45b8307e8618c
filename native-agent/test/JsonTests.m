/// JSON read to the letter, and written whatever comes.
#include <locale.h>
#include <math.h>

#import "ANOJson.h"
#import "ANOTest.h"

static id Read(NSString *text) {
  NSData *data = [text dataUsingEncoding:NSUTF8StringEncoding];
  return ANOJsonRead([data bytes], [data length]);
}

static NSString *Write(id value) {
  return [[[NSString alloc] initWithData:ANOJsonWrite(value)
                                encoding:NSUTF8StringEncoding] autorelease];
}

static NSString *Units(const unichar *units, NSUInteger count) {
  return [NSString stringWithCharacters:units length:count];
}

static NSString *Nested(NSUInteger depth) {
  NSString *open = [@"" stringByPaddingToLength:depth withString:@"[" startingAtIndex:0];
  NSString *close = [@"" stringByPaddingToLength:depth withString:@"]" startingAtIndex:0];
  return [open stringByAppendingString:close];
}

#pragma mark - Reading -

TEST(readsEachKindOfValue) {
  NSDictionary *expected = @{
    @"a" : @[ [NSNumber numberWithInt:1], [NSNumber numberWithInt:-2], [NSNull null] ],
    @"b" : @{@"c" : @"d"},
    @"e" : @"",
    @"f" : @{},
    @"g" : @[]
  };
  CHECK_EQUAL(
      Read(@" {\"a\" : [1, -2,null],\"b\":{\"c\":\"d\"},\r\n\t\"e\":\"\",\"f\":{},\"g\":[ ]} "),
      expected);
}

TEST(tellsBooleansFromNumbers) {
  NSArray *values = Read(@"[true,false,1,0]");
  CHECK(ANOJsonIsBoolean([values objectAtIndex:0]));
  CHECK(ANOJsonIsBoolean([values objectAtIndex:1]));
  CHECK(!ANOJsonIsBoolean([values objectAtIndex:2]));
  CHECK(!ANOJsonIsBoolean([values objectAtIndex:3]));
  CHECK([[values objectAtIndex:0] boolValue] && ![[values objectAtIndex:1] boolValue]);
}

TEST(readsNumbersToTheirEnds) {
  NSArray *values = Read(@"[9223372036854775807,-9223372036854775808,1e30,0.5,-0,1E-2,1e400]");
  CHECK([[values objectAtIndex:0] longLongValue] == LLONG_MAX);
  CHECK([[values objectAtIndex:1] longLongValue] == LLONG_MIN);
  CHECK([[values objectAtIndex:2] doubleValue] == 1e30);
  CHECK([[values objectAtIndex:3] doubleValue] == 0.5);
  CHECK_INTEGER([[values objectAtIndex:4] integerValue], 0);
  CHECK([[values objectAtIndex:5] doubleValue] == 0.01);
  CHECK(isinf([[values objectAtIndex:6] doubleValue]));
}

TEST(readsEscapes) {
  CHECK_EQUAL(Read(@"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\udc08\""),
              @"\"\\/\b\f\n\r\tAé🐈");
}

TEST(readsHalfAPairAsTheReplacementCharacter) {
  CHECK_EQUAL(Read(@"\"\\ud83d\""), @"\uFFFD");
  CHECK_EQUAL(Read(@"\"\\udc08\""), @"\uFFFD");
  CHECK_EQUAL(Read(@"\"\\ud83d\\u0041\""), @"\uFFFDA");
  CHECK_EQUAL(Read(@"\"\\ud83dx\""), @"\uFFFDx");
}

TEST(takesTheLastOfEqualNames) {
  CHECK_EQUAL(Read(@"{\"a\":\"1\",\"a\":\"2\"}"), @{@"a" : @"2"});
}

TEST(refusesWhatIsNotJson) {
  NSArray *texts = @[
    @"",         @" ",   @"{",       @"}",        @"[",          @"[1",          @"[1,",
    @"[1,]",     @"[,]", @"{\"a\"}", @"{\"a\":}", @"{\"a\":1,}", @"{a:1}",       @"{'a':1}",
    @"\"",       @"\"a", @"\"\\\"",  @"\"\\x\"",  @"\"\\u12\"",  @"\"\\u12g4\"", @"\"\n\"",
    @"\"\x01\"", @"01",  @"-",       @"+1",       @".5",         @"1.",          @"1e",
    @"1e+",      @"0x1", @"NaN",     @"Infinity", @"-Infinity",  @"nul",         @"truefalse",
    @"tru",      @"1 2", @"{}{}",    @"[]]",      @"// a",       @"{} // a",     @"\u00a0{}",
    @"1a"
  ];
  for (NSString *text in texts) {
    if (Read(text) != nil) {
      ANOTestFail(__FILE__, __LINE__, @"took %@ for JSON", text);
    }
  }
}

TEST(readsSixtyFourLevelsAndNoMore) {
  CHECK(Read(Nested(64)) != nil);
  CHECK_EQUAL(Read(Nested(65)), nil);
  CHECK_EQUAL(Read(Nested(500000)), nil);
}

#pragma mark - Writing -

TEST(writesEachKindOfValue) {
  CHECK_EQUAL(Write(@[
                @"a", [NSNumber numberWithBool:YES], [NSNumber numberWithBool:NO], [NSNull null],
                @[], @{}, @{@"b" : @"c"}
              ]),
              @"[\"a\",true,false,null,[],{},{\"b\":\"c\"}]");
}

TEST(writesNumbersToTheirEnds) {
  CHECK_EQUAL(Write([NSNumber numberWithLongLong:LLONG_MIN]), @"-9223372036854775808");
  CHECK_EQUAL(Write([NSNumber numberWithUnsignedLongLong:ULLONG_MAX]), @"18446744073709551615");
  CHECK_EQUAL(Write([NSNumber numberWithUnsignedInteger:7]), @"7");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:0.1]), @"0.1");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:1.0 / 3.0]), @"0.3333333333333333");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:1e300]), @"1e+300");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:0.0]), @"0");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:-0.0]), @"-0.0");
  CHECK_EQUAL(Write(ANOJsonRead("-0e29", 5)), @"-0.0");
  CHECK_EQUAL(Write(ANOJsonRead("-0.0", 4)), @"-0.0");
}

TEST(writesWhatIsNoNumberAsNull) {
  CHECK_EQUAL(Write([NSNumber numberWithDouble:NAN]), @"null");
  CHECK_EQUAL(Write([NSNumber numberWithDouble:INFINITY]), @"null");
  CHECK_EQUAL(Write([NSNumber numberWithFloat:-INFINITY]), @"null");
}

TEST(writesWhatIsNoJsonValueAsNull) {
  CHECK_EQUAL(Write(nil), @"null");
  CHECK_EQUAL(Write([NSDate date]), @"null");
  CHECK_EQUAL(Write(@[ [NSData data], [NSObject class] ]), @"[null,null]");
}

TEST(writesANameThatIsNoTextAsTheReplacementCharacter) {
  CHECK_EQUAL(Write(@{[NSNumber numberWithInt:1] : @"a"}), @"{\"\uFFFD\":\"a\"}");
}

/// Cutting a mutable string is the way to half a pair that every Foundation leaves open.
static NSString *Without(NSString *text, NSUInteger start, NSUInteger count) {
  NSMutableString *cut = [NSMutableString stringWithString:text];
  [cut deleteCharactersInRange:NSMakeRange(start, count)];
  return cut;
}

TEST(writesHalfAPairAsTheReplacementCharacter) {
  CHECK_EQUAL(Write(Without(@"🐈", 1, 1)), @"\"\uFFFD\"");
  CHECK_EQUAL(Write(Without(@"🐈", 0, 1)), @"\"\uFFFD\"");
  CHECK_EQUAL(Write(Without(@"a🐈🐈b", 2, 1)), @"\"a\uFFFD🐈b\"");
  CHECK_EQUAL(Write(Without(@"a🐈🐈b", 3, 1)), @"\"a🐈\uFFFDb\"");
}

TEST(joinsAPairThatLiesAcrossTwoPiecesOfAString) {
  NSString *padding = [@"" stringByPaddingToLength:255 withString:@"x" startingAtIndex:0];
  NSString *text = [padding stringByAppendingString:@"🐈!"];
  CHECK_EQUAL(Write(text), ([NSString stringWithFormat:@"\"%@\"", text]));
}

TEST(escapesWhatWouldBreakALine) {
  const unichar units[] = {0, '\n', '\r', '\t', '"', '\\', 0x1f, 0x7f};
  CHECK_EQUAL(Write(Units(units, 8)), @"\"\\u0000\\n\\u000d\\t\\\"\\\\\\u001f\x7f\"");
}

TEST(writesAContainerThatHoldsItself) {
  NSMutableArray *array = [NSMutableArray array];
  [array addObject:@[ array ]];
  CHECK_CONTAINS(Write(array), @"null");
  [array removeAllObjects];
}

TEST(readsBackWhatItWrote) {
  for (unsigned point = 1; point < 0x110000; point = point < 0x3000 ? point + 1 : point + 97) {
    if (point >= 0xd800 && point < 0xe000) {
      continue;
    }
    unichar pair[2] = {(unichar)point, 0};
    NSUInteger count = 1;
    if (point > 0xffff) {
      pair[0] = (unichar)(0xd800 + ((point - 0x10000) >> 10));
      pair[1] = (unichar)(0xdc00 + ((point - 0x10000) & 0x3ff));
      count = 2;
    }
    NSString *text = Units(pair, count);
    NSData *json = ANOJsonWrite(text);
    if (![ANOJsonRead([json bytes], [json length]) isEqual:text]) {
      ANOTestFail(__FILE__, __LINE__, @"U+%04X does not come back", point);
    }
  }
}

TEST(doesNotFollowTheLocalesDecimalPoint) {
  // Not every machine has one with a comma; there the locale stays as it was.
  const char *names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"};
  for (size_t i = 0; i < 3 && setlocale(LC_NUMERIC, names[i]) == NULL; i++) {
  }
  CHECK_EQUAL(Write([NSNumber numberWithDouble:0.5]), @"0.5");
  CHECK([Read(@"0.25") doubleValue] == 0.25);
  setlocale(LC_NUMERIC, "C");
}
