/// The protocol's transcripts, refused lines and schemas against our codec.
#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOTest.h"
#import "ANOVocabulary.h"
#import "ANOWire.h"

static NSString *Folder(NSString *name) {
  NSString *folder = [ANOTestRoot() stringByAppendingPathComponent:@"protocol"];
  return [folder stringByAppendingPathComponent:name];
}

/// Returns the paths of the files in a folder of the protocol.
static NSArray<NSString *> *Files(NSString *folder, NSString *extension) {
  NSMutableArray *paths = [NSMutableArray array];
  NSFileManager *files = [NSFileManager defaultManager];
  for (NSString *name in [files contentsOfDirectoryAtPath:Folder(folder) error:NULL]) {
    if ([[name pathExtension] isEqualToString:extension]) {
      [paths addObject:[Folder(folder) stringByAppendingPathComponent:name]];
    }
  }
  return [paths sortedArrayUsingSelector:@selector(compare:)];
}

static id Json(NSData *data) {
  return ANOJsonRead([data bytes], [data length]);
}

/// Returns the lines {from, line, refused?} of a conversation.
static NSArray<NSDictionary *> *Transcript(NSString *path) {
  NSMutableArray *lines = [NSMutableArray array];
  NSString *text = [NSString stringWithContentsOfFile:path
                                             encoding:NSUTF8StringEncoding
                                                error:NULL];
  for (NSString *line in [text componentsSeparatedByString:@"\n"]) {
    if ([line length] > 0) {
      [lines addObject:Json([line dataUsingEncoding:NSUTF8StringEncoding])];
    }
  }
  return lines;
}

static ANOSide SideOf(NSDictionary *line) {
  return [[line objectForKey:@"from"] isEqual:@"helper"] ? ANOSideHelper : ANOSideService;
}

static NSData *BytesOf(NSDictionary *line) {
  return [[line objectForKey:@"line"] dataUsingEncoding:NSUTF8StringEncoding];
}

/// Returns the conversation's request id, nil before there is one.
static NSString *IdentifierOf(NSDictionary *message, NSString *before) {
  return before != nil ? before : ANOMessageValue(message, @"id");
}

/// Calls the block with each line that is not refused, and with its message.
static NSUInteger EachMessage(void (^block)(NSString *name, NSDictionary *line,
                                            NSDictionary *message)) {
  NSUInteger count = 0;
  for (NSString *path in Files(@"transcripts", @"jsonl")) {
    NSString *identifier = nil;
    for (NSDictionary *line in Transcript(path)) {
      NSData *bytes = BytesOf(line);
      ANORefusal *refusal = nil;
      NSDictionary *message =
          ANOMessageRead([bytes bytes], [bytes length], SideOf(line), identifier, &refusal);
      NSString *expected = [line objectForKey:@"refused"];
      NSString *found = refusal == nil ? nil : ANOReasonName([refusal reason]);
      if (found != expected && ![found isEqual:expected]) {
        ANOTestFail(__FILE__, __LINE__, @"%@: %@: %@", path, found, [refusal text]);
      }
      if (message != nil) {
        identifier = IdentifierOf(message, identifier);
        block([path lastPathComponent], line, message);
        count++;
      }
    }
  }
  return count;
}

#pragma mark - Transcripts -

TEST(readsEveryTranscript) {
  NSMutableSet *types = [NSMutableSet set];
  NSUInteger count = EachMessage(^(NSString *name, NSDictionary *line, NSDictionary *message) {
    [types addObject:[message objectForKey:@"type"]];
  });
  CHECK(count > 100);
  for (const ano_message *known = ano_vocabulary; known->type != NULL; known++) {
    CHECK([types containsObject:[NSString stringWithUTF8String:known->type]]);
  }
}

TEST(writesEveryLineOfTheHelperAsItIs) {
  EachMessage(^(NSString *name, NSDictionary *line, NSDictionary *message) {
    BOOL shortened = YES;
    NSData *bytes = ANOMessageWrite([message objectForKey:@"type"], ANOMessageValue(message, @"id"),
                                    message, &shortened);
    CHECK(!shortened);
    CHECK([bytes length] > 0 && ((const char *)[bytes bytes])[[bytes length] - 1] == '\n');
    CHECK_EQUAL(Json(bytes), message);
  });
}

TEST(keepsTheProtocolsOrderInEveryTranscript) {
  for (NSString *path in Files(@"transcripts", @"jsonl")) {
    NSMutableArray *types = [NSMutableArray array];
    for (NSDictionary *line in Transcript(path)) {
      [types addObject:[Json(BytesOf(line)) objectForKey:@"type"]];
    }
    CHECK_EQUAL([types objectAtIndex:0], @"hello");
    NSUInteger result = [types indexOfObject:@"result"];
    for (NSUInteger i = result; result != NSNotFound && i < [types count]; i++) {
      CHECK([(@[ @"result", @"evidence", @"operation",
                 @"log" ]) containsObject:[types objectAtIndex:i]]);
    }
    NSUInteger failure = [types indexOfObject:@"failure"];
    CHECK(failure == NSNotFound || failure + 1 == [types count]);
  }
}

#pragma mark - Refused lines -

/// Returns the bytes of a refused line's file.
static NSData *BytesOfRefused(NSDictionary *file) {
  NSString *base64 = [file objectForKey:@"base64"];
  if (base64 != nil) {
    return [[[NSData alloc] initWithBase64EncodedString:base64 options:0] autorelease];
  }
  NSData *piece = [[file objectForKey:@"repeat"] dataUsingEncoding:NSUTF8StringEncoding];
  NSMutableData *bytes = [NSMutableData data];
  for (NSInteger i = 0; i < [[file objectForKey:@"times"] integerValue]; i++) {
    [bytes appendData:piece];
  }
  [bytes appendBytes:"\n" length:1];
  return bytes;
}

typedef struct {
  const char *bytes;
  size_t length;
} Memory;

static ssize_t ReadMemory(void *context, void *bytes, size_t length) {
  Memory *memory = context;
  size_t count = MIN(length, memory->length);
  memcpy(bytes, memory->bytes, count);
  memory->bytes += count;
  memory->length -= count;
  return (ssize_t)count;
}

/// Reads the first line of the bytes as a side would and returns why it is refused.
static NSString *ReasonOf(NSData *bytes, ANOSide from, NSString *identifier, NSString **text) {
  Memory memory = {.bytes = [bytes bytes], .length = [bytes length]};
  ano_line_reader reader = ano_line_reader_of_function(ReadMemory, &memory);
  const char *line = NULL;
  size_t length = 0;
  ANORefusal *refusal = nil;
  NSString *reason = nil;
  switch (ano_line_read(&reader, &line, &length)) {
    case ANO_LINE_READ:
      ANOMessageRead(line, length, from, identifier, &refusal);
      *text = [refusal text];
      reason = refusal == nil ? nil : ANOReasonName([refusal reason]);
      break;
    case ANO_LINE_TOO_LONG:
      reason = ANOReasonName(ANOReasonTooLong);
      break;
    case ANO_LINE_UNFINISHED:
      reason = ANOReasonName(ANOReasonUnfinished);
      break;
    case ANO_LINE_NOT_UTF8:
      reason = ANOReasonName(ANOReasonNotUtf8);
      break;
    case ANO_LINE_END:
    case ANO_LINE_FAILED:
      break;
  }
  ano_line_reader_free(&reader);
  return reason;
}

TEST(refusesEveryLineThatIsWrongForItsReason) {
  NSMutableSet *reasons = [NSMutableSet set];
  for (NSString *path in Files(@"transcripts/invalid", @"json")) {
    NSDictionary *file = Json([NSData dataWithContentsOfFile:path]);
    NSString *expected = [file objectForKey:@"reason"];
    NSString *text = nil;
    NSString *reason =
        ReasonOf(BytesOfRefused(file), SideOf(file), [file objectForKey:@"id"], &text);
    if (![reason isEqual:expected]) {
      ANOTestFail(__FILE__, __LINE__, @"%@: %@ (%@)", [path lastPathComponent], reason, text);
    }
    [reasons addObject:expected];
  }
  CHECK_INTEGER([reasons count], ANOReasonUnknownId + 1);
}

static NSString *Refused(NSString *line) {
  NSString *text = nil;
  NSData *bytes = [[line stringByAppendingString:@"\n"] dataUsingEncoding:NSUTF8StringEncoding];
  ReasonOf(bytes, ANOSideHelper, @"1", &text);
  return text;
}

TEST(namesThePropertyThatIsWrong) {
  CHECK_EQUAL(Refused(@"{\"type\":\"phase\",\"id\":\"1\"}"), @"name is missing");
  CHECK_EQUAL(Refused(@"{\"type\":\"phase\",\"id\":\"1\",\"name\":\"RESTING\"}"),
              @"name is none of the words that are known");
  CHECK_EQUAL(Refused(@"{\"type\":\"result\",\"id\":\"1\",\"timings\":{\"loadNs\":-1}}"),
              @"timings.loadNs is not a whole number within the bounds");
  CHECK_EQUAL(Refused(@"{\"type\":\"celebrate\"}"), @"unknown type: celebrate");
  CHECK_EQUAL(Refused(@"{\"type\":\"log\",\"id\":\"2\",\"level\":\"INFO\",\"text\":\"\"}"),
              @"unknown id: 2");
}

#pragma mark - Requests -

static ANOOptions *OptionsOf(NSString *rest) {
  NSString *line = [NSString
      stringWithFormat:@"{\"type\":\"evaluate\",\"id\":\"1\",\"modelPath\":\"/a.mlmodel\","
                       @"\"computeUnits\":\"ALL\",\"predictions\":3%@}",
                       rest];
  NSData *bytes = [line dataUsingEncoding:NSUTF8StringEncoding];
  ANORefusal *refusal = nil;
  NSDictionary *request =
      ANOMessageRead([bytes bytes], [bytes length], ANOSideService, nil, &refusal);
  CHECK_EQUAL([refusal text], nil);
  return request == nil ? nil : ANOMessageOptions(request);
}

static NSString *const kNulls =
    @",\"function\":null,\"shapes\":null,\"optionals\":null,\"engine\":null,\"evidence\":null,"
    @"\"dumpDirectory\":null,\"dumpLimitBytes\":null,\"other\":1";

TEST(takesTheUsualWhereARequestSaysNothing) {
  for (NSString *rest in @[ @"", kNulls ]) {
    ANOOptions *options = OptionsOf(rest);
    CHECK_EQUAL([options modelPath], @"/a.mlmodel");
    CHECK_EQUAL([options computeUnits], @"ALL");
    CHECK_INTEGER([options predictions], 3);
    CHECK_EQUAL([options function], nil);
    CHECK_EQUAL([options shapes], nil);
    CHECK(![options omitOptionals]);
    CHECK(![options forceClassicEngine]);
    CHECK([options evidence]);
    CHECK_EQUAL([options dumpDirectory], nil);
    CHECK([options dumpLimitBytes] == 256ull * 1024 * 1024);
  }
}

TEST(takesEveryOptionOfARequest) {
  ANOOptions *options =
      OptionsOf(@",\"function\":\"f\",\"shapes\":{\"x\":[1,2]},\"optionals\":\"ABSENT\",\"engine\":"
                @"\"CLASSIC\",\"evidence\":false,\"dumpDirectory\":\"/d\",\"dumpLimitBytes\":5");
  CHECK_EQUAL([options function], @"f");
  CHECK_EQUAL([[options shapes] objectForKey:@"x"],
              (@[ [NSNumber numberWithInt:1], [NSNumber numberWithInt:2] ]));
  CHECK([options omitOptionals]);
  CHECK([options forceClassicEngine]);
  CHECK(![options evidence]);
  CHECK_EQUAL([options dumpDirectory], @"/d");
  CHECK([options dumpLimitBytes] == 5);
}

#pragma mark - Schemas -

static NSSet<NSString *> *NamesIn(const ano_property *properties, BOOL requiredOnly) {
  NSMutableSet *names = [NSMutableSet set];
  for (const ano_property *property = properties; property->name != NULL; property++) {
    if (property->required || !requiredOnly) {
      [names addObject:[NSString stringWithUTF8String:property->name]];
    }
  }
  return names;
}

TEST(carriesWhatTheSchemasSay) {
  NSUInteger count = 0;
  for (const ano_message *known = ano_vocabulary; known->type != NULL; known++) {
    NSString *name = [NSString stringWithFormat:@"schema/%s.json", known->type];
    NSDictionary *schema = Json([NSData dataWithContentsOfFile:Folder(name)]);
    NSMutableSet *all = [NSMutableSet setWithArray:[[schema objectForKey:@"properties"] allKeys]];
    NSMutableSet *required = [NSMutableSet setWithArray:[schema objectForKey:@"required"]];
    [all removeObject:@"type"];
    [required removeObject:@"type"];
    CHECK_EQUAL(all, NamesIn(known->properties, NO));
    CHECK_EQUAL(required, NamesIn(known->properties, YES));
    count++;
  }
  CHECK_INTEGER([Files(@"schema", @"json") count], count);
}

#pragma mark - Mutations -

/// The same numbers every time.
static unsigned Random(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

TEST(survivesTwentyThousandDamagedLines) {
  NSMutableArray *lines = [NSMutableArray array];
  EachMessage(^(NSString *name, NSDictionary *line, NSDictionary *message) {
    [lines addObject:BytesOf(line)];
  });
  unsigned state = 1;
  NSUInteger refused = 0;
  for (int i = 0; i < 20000; i++) {
    @autoreleasepool {
      NSData *original = [lines objectAtIndex:Random(&state) % [lines count]];
      NSMutableData *damaged = [NSMutableData dataWithData:original];
      char *bytes = [damaged mutableBytes];
      for (unsigned n = Random(&state) % 4 + 1; n > 0; n--) {
        bytes[Random(&state) % [damaged length]] = (char)Random(&state);
      }
      [damaged setLength:[damaged length] - Random(&state) % 3];
      [damaged appendBytes:"\n" length:1];
      NSString *text = nil;
      ANOSide from = Random(&state) % 2 == 0 ? ANOSideHelper : ANOSideService;
      refused += ReasonOf(damaged, from, nil, &text) != nil ? 1 : 0;
    }
  }
  CHECK(refused > 10000 && refused < 20000);
}
