/// Messages that would not fit into a line.
#import "ANOMessages.h"
#import "ANOTest.h"
#import "ANOWire.h"

static NSString *LongText(NSUInteger length) {
  return [@"" stringByPaddingToLength:length withString:@"é🐈" startingAtIndex:0];
}

/// Writes the fields and returns the message read back, which must be right and short enough.
static NSDictionary *Shortened(NSString *type, NSDictionary *fields) {
  BOOL shortened = NO;
  NSData *line = ANOMessageWrite(type, @"1", fields, &shortened);
  CHECK(shortened);
  CHECK([line length] <= ANO_LINE_MAXIMUM);
  ANORefusal *refusal = nil;
  NSDictionary *message =
      ANOMessageRead([line bytes], [line length] - 1, ANOSideHelper, @"1", &refusal);
  CHECK_EQUAL([refusal text], nil);
  return message;
}

static NSArray *Names(NSUInteger count) {
  NSMutableArray *names = [NSMutableArray array];
  for (NSUInteger i = 0; i < count; i++) {
    [names addObject:[NSString stringWithFormat:@"a rather long name of a tensor, %lu",
                                                (unsigned long)i]];
  }
  return names;
}

static NSDictionary *Load(NSDictionary *segment, NSString *error) {
  return @{
    @"model" : [NSNumber numberWithInt:1],
    @"selector" : @"loadModel:options:qos:error:",
    @"ok" : [NSNumber numberWithBool:NO],
    @"ns" : [NSNumber numberWithInt:1],
    @"segment" : segment,
    @"error" : @{@"domain" : @"d", @"code" : [NSNumber numberWithInt:1], @"text" : error}
  };
}

TEST(leavesOutWhatMayBeMissingRatherThanHalfOfIt) {
  NSDictionary *segment = @{@"identity" : @"a", @"inputs" : Names(30000), @"outputs" : @[ @"y" ]};
  NSDictionary *message = Shortened(@"aneLoad", Load(segment, @"e"));
  NSDictionary *kept = [message objectForKey:@"segment"];
  CHECK_EQUAL([kept objectForKey:@"identity"], @"a");
  CHECK_EQUAL([kept objectForKey:@"inputs"], nil);
  CHECK_EQUAL([kept objectForKey:@"outputs"], @[ @"y" ]);
  CHECK_EQUAL([[message objectForKey:@"error"] objectForKey:@"text"], @"e");
}

TEST(cutsTextsThatMustBeThere) {
  NSString *text = [[Shortened(@"failure", @{
    @"status" : [NSNumber numberWithInt:4],
    @"domain" : @"d",
    @"code" : [NSNumber numberWithInt:1],
    @"message" : LongText(3000000)
  }) objectForKey:@"message"] description];
  CHECK([text length] > 1000 && [text length] <= 4096);
  CHECK([LongText(5000) hasPrefix:text]);
  NSDictionary *error = [Shortened(@"aneLoad", Load(@{}, LongText(3000000))) objectForKey:@"error"];
  CHECK([[error objectForKey:@"text"] length] <= 4096);
}

TEST(shortensAMessageOfAnyTypeToOneThatIsRight) {
  Shortened(@"log", @{@"level" : @"INFO", @"text" : LongText(3000000)});
  Shortened(
      @"evidence",
      @{@"kind" : @"stacks",
        @"data" : @{@"a" : LongText(3000000)}});
  Shortened(
      @"operation", @{
        @"source" : @"COMPUTE_PLAN",
        @"name" : LongText(1000000),
        @"operator" : @"conv",
        @"outputs" : Names(40000),
        @"supported" : @[ @"CPU" ],
        @"messages" : @{@"ane" : LongText(1000000)}
      });
  Shortened(
      @"result", @{
        @"inputs" : Names(40000),
        @"outputs" : @[ @"y" ],
        @"timings" : @{@"loadNs" : [NSNumber numberWithInt:1]}
      });
}
