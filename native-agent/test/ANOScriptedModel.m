#import "ANOScriptedModel.h"

#import "ANOLoading.h"
#import "ANOTest.h"

NSString *ANOScriptedModel(NSString *name, NSDictionary *script) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:name];
  [[NSFileManager defaultManager] createDirectoryAtPath:path
                            withIntermediateDirectories:YES
                                             attributes:nil
                                                  error:NULL];
  NSData *text = [NSJSONSerialization dataWithJSONObject:script options:0 error:NULL];
  [text writeToFile:[path stringByAppendingPathComponent:@"standin.json"] atomically:NO];
  return path;
}

ANOOptions *ANOPlainOptions(void) {
  ANOOptions *options = [[[ANOOptions alloc] init] autorelease];
  options.computeUnits = @"CPU_AND_NE";
  options.predictions = 1;
  return options;
}

MLModel *ANOModelWithInputs(NSArray<NSDictionary *> *inputs) {
  NSDictionary *output =
      @{@"name" : @"y",
        @"type" : @"multiArray",
        @"shape" : @[ @1 ],
        @"dataType" : @"FLOAT32"};
  NSString *path = ANOScriptedModel(
      @"m.mlmodelc",
      @{@"inputs" : inputs,
        @"outputs" : @[ output ]});
  ANOFault *fault = nil;
  MLModel *model = ANOLoadedModel(path, ANOPlainOptions(), &fault);
  if (!model) {
    NSLog(@"%@", fault.message);
  }
  return model;
}
