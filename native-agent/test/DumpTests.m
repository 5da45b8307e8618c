/// Tensors of ANE calls in files.
#import "ANOCollectingSink.h"
#import "ANODump.h"
#import "ANOLiveRuntime.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

static NSString *const tensors =
    @"'inputs':{'x':[4,2,1,1,1]},'outputs':{'y':[4,2,1,1,1],'z':[40,1,1,1,1]}";

/// Runs a model of that one segment and returns the data of its evidence.
static NSDictionary *dumped(NSString *segment, NSString *folder, unsigned long long limit) {
  NSString *script = [NSString stringWithFormat:@"{'segments':[{%@}]}", segment];
  NSString *path = ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script));
  ANOOptions *options = ANOPlainOptions();
  options.dumpDirectory = folder;
  options.dumpLimitBytes = limit;
  ANOLiveRuntime *runtime = [[ANOLiveRuntime new] autorelease];
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  ANOFault *fault = nil;
  [runtime beginRecordingTo:sink options:options];
  id<ANOModel> model = [runtime loadModelAtPath:path options:options fault:&fault];
  id<ANOInputs> inputs = [model makeInputsWithOptions:options fault:&fault];
  CHECK([model predictWithInputs:inputs fault:&fault] != nil);
  [runtime endRecording];
  for (id<ANOWitness> witness in [runtime witnessesForOptions:options]) {
    [witness reportTo:sink];
  }
  NSDictionary *evidence = [sink onlyEventOfType:@"evidence"];
  CHECK_EQUAL([evidence objectForKey:@"kind"], @"dumps");
  return [evidence objectForKey:@"data"];
}

static NSArray *filesIn(NSString *folder) {
  return [[[NSFileManager defaultManager] contentsOfDirectoryAtPath:folder error:NULL]
      sortedArrayUsingSelector:@selector(compare:)];
}

static NSData *bytesOf(NSString *folder, NSString *name) {
  return [NSData dataWithContentsOfFile:[folder stringByAppendingPathComponent:name]];
}

static BOOL consistsOf(NSData *data, unsigned char byte) {
  const unsigned char *bytes = [data bytes];
  for (NSUInteger i = 0; i < [data length]; i++) {
    if (bytes[i] != byte) {
      return NO;
    }
  }
  return [data length] > 0;
}

TEST(writesOneFileATensorWithItsFactsBeside) {
  NSString *folder = ANOTestFolder();
  NSDictionary *data = dumped(tensors, folder, 0);
  CHECK_EQUAL(
      filesIn(folder),
      ([NSArray
          arrayWithObjects:@"segment-1-call-0-input-0-x.bin", @"segment-1-call-0-input-0-x.json",
                           @"segment-1-call-0-output-0-y.bin", @"segment-1-call-0-output-0-y.json",
                           @"segment-1-call-0-output-1-z.bin", @"segment-1-call-0-output-1-z.json",
                           nil]));
  CHECK_EQUAL(data,
              ([NSDictionary dictionaryWithObjectsAndKeys:folder, @"directory", @3, @"files", @384,
                                                          @"bytes", @0, @"skipped", nil]));
}

TEST(copiesInputsBeforeTheCallAndOutputsAfterIt) {
  NSString *folder = ANOTestFolder();
  dumped(tensors, folder, 0);
  CHECK(consistsOf(bytesOf(folder, @"segment-1-call-0-input-0-x.bin"), 0x10));
  CHECK(consistsOf(bytesOf(folder, @"segment-1-call-0-output-0-y.bin"), 0xa0));
  CHECK(consistsOf(bytesOf(folder, @"segment-1-call-0-output-1-z.bin"), 0xa1));
}

TEST(saysWhatTheBytesAre) {
  NSString *folder = ANOTestFolder();
  dumped(tensors, folder, 0);
  NSData *json = bytesOf(folder, @"segment-1-call-0-output-1-z.json");
  NSMutableDictionary *facts = [NSMutableDictionary
      dictionaryWithDictionary:[NSJSONSerialization JSONObjectWithData:json options:0 error:NULL]];
  CHECK([[facts objectForKey:@"surface"] integerValue] > 0);
  [facts removeObjectForKey:@"surface"];
  CHECK_EQUAL(facts, ANOScriptText(@"{'model':1,'call':0,'direction':'output','index':1,"
                                   @"'symbol':'z','shape':[40,1,1,1,1],'bytesPerRow':128,"
                                   @"'elementBytes':2,'width':40,'height':1,'allocBytes':128,"
                                   @"'pixelFormat':1278226536,'elementType':'FLOAT16'}"));
}

TEST(stopsAtTheLimitAndCountsWhatItLeftOut) {
  NSString *folder = ANOTestFolder();
  NSDictionary *data = dumped(tensors, folder, 260);
  CHECK_INTEGER([[data objectForKey:@"files"] integerValue], 2);
  CHECK_INTEGER([[data objectForKey:@"bytes"] integerValue], 256);
  CHECK_INTEGER([[data objectForKey:@"skipped"] integerValue], 1);
  CHECK_INTEGER([filesIn(folder) count], 4);
}

TEST(makesTheFolder) {
  NSString *folder = [ANOTestFolder() stringByAppendingPathComponent:@"a/b"];
  CHECK_INTEGER([[dumped(tensors, folder, 0) objectForKey:@"files"] integerValue], 3);
  CHECK_INTEGER([filesIn(folder) count], 6);
}

TEST(onlyCountsWhatCannotBeWritten) {
  NSString *file = [ANOTestFolder() stringByAppendingPathComponent:@"file"];
  [@"taken" writeToFile:file atomically:NO];
  NSDictionary *data = dumped(tensors, file, 0);
  CHECK_INTEGER([[data objectForKey:@"files"] integerValue], 0);
  CHECK_INTEGER([[data objectForKey:@"bytes"] integerValue], 0);
  CHECK_INTEGER([[data objectForKey:@"skipped"] integerValue], 3);
}

TEST(makesSymbolsSafeForAFileSystem) {
  NSString *folder = ANOTestFolder();
  dumped(@"'inputs':{'../a/b c':[4,1,1,1,1]},'outputs':{'y':[4,1,1,1,1]}", folder, 0);
  CHECK_EQUAL([filesIn(folder) objectAtIndex:0], @"segment-1-call-0-input-0-___a_b_c.bin");
}

TEST(findsTheShapeOfASymbolWithASuffix) {
  NSString *folder = ANOTestFolder();
  dumped([tensors stringByAppendingString:@",'suffix':'@output'"], folder, 0);
  NSData *json = bytesOf(folder, @"segment-1-call-0-input-0-x_output.json");
  NSDictionary *facts =
      json ? [NSJSONSerialization JSONObjectWithData:json options:0 error:NULL] : nil;
  CHECK_EQUAL([facts objectForKey:@"symbol"], @"x@output");
  CHECK_EQUAL([facts objectForKey:@"shape"], (@[ @4, @2, @1, @1, @1 ]));
}

TEST(leavesOutTheOutputsOfAFailedCall) {
  NSString *folder = ANOTestFolder();
  dumped([tensors stringByAppendingString:@",'failCall':'no'"], folder, 0);
  CHECK_INTEGER([filesIn(folder) count], 2);
}
