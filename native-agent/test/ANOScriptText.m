#import "ANOScriptText.h"

#import "ANOTest.h"

NSDictionary *ANOScriptText(NSString *text) {
  NSString *json = [text stringByReplacingOccurrencesOfString:@"'" withString:@"\""];
  NSData *data = [json dataUsingEncoding:NSUTF8StringEncoding];
  NSDictionary *script = [NSJSONSerialization JSONObjectWithData:data options:0 error:NULL];
  if (!script) {
    ANOTestFail(__FILE__, __LINE__, @"not JSON: %@", json);
  }
  return script;
}
