#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOVocabulary.h"
#import "ANOWire.h"

/// How much of a message that is too long may stay: the longest text in UTF-16 units, the most
/// elements of an array, and the most bytes of a property that may be missing.
typedef struct {
  NSUInteger text;
  NSUInteger elements;
  NSUInteger bytes;
} Measure;

static const Measure kMeasures[] = {{4096, 100, 65536}, {256, 20, 1024}, {32, 1, 0}};

static id Cut(id value, const ano_property *property, Measure measure);

/// Cuts between characters: half a surrogate pair is no string to every Foundation.
static NSString *CutText(NSString *text, NSUInteger length) {
  unichar last = [text characterAtIndex:length - 1];
  NSString *cut = [text substringToIndex:last >= 0xd800 && last < 0xdc00 ? length - 1 : length];
  return cut != nil ? cut : @"";
}

static id CutArray(NSArray *array, const ano_property *property, Measure measure) {
  NSMutableArray *cut = [NSMutableArray array];
  for (id element in array) {
    if ([cut count] == measure.elements) {
      break;
    }
    [cut addObject:Cut(element, property, measure)];
  }
  return cut;
}

/// Keeps what must be there, cut, and of the rest what is small: half a list of symbols would be
/// wrong, none is only unknown.
static NSDictionary *CutObject(NSDictionary *object, const ano_property *properties,
                               Measure measure) {
  NSMutableDictionary *cut = [NSMutableDictionary dictionary];
  for (const ano_property *property = properties; property && property->name; property++) {
    NSString *name = [NSString stringWithUTF8String:property->name];
    id value = ANOMessageValue(object, name);
    if (value == nil) {
      continue;
    }
    if (property->required) {
      [cut setObject:Cut(value, property, measure) forKey:name];
    } else if ([ANOJsonWrite(value) length] <= measure.bytes) {
      [cut setObject:value forKey:name];
    } else if (property->kind == ANO_OBJECT) {
      [cut setObject:CutObject(value, property->properties, measure) forKey:name];
    }
  }
  return cut;
}

static id Cut(id value, const ano_property *property, Measure measure) {
  if ([value isKindOfClass:[NSString class]] && [value length] > measure.text) {
    return CutText(value, measure.text);
  }
  if ([value isKindOfClass:[NSArray class]]) {
    return CutArray(value, property, measure);
  }
  if ([value isKindOfClass:[NSDictionary class]]) {
    return CutObject(value, property->properties, measure);
  }
  return value;
}

static void AppendProperty(NSMutableData *line, NSString *name, id value) {
  [line appendBytes:[line length] == 0 ? "{" : "," length:1];
  ANOJsonAppend(line, name);
  [line appendBytes:":" length:1];
  ANOJsonAppend(line, value);
}

/// Type and id come first, for whoever reads along; Foundation's dictionaries keep no order.
static NSData *Line(NSString *type, NSString *identifier, NSDictionary *fields) {
  NSMutableData *line = [NSMutableData dataWithCapacity:512];
  AppendProperty(line, @"type", type);
  if (identifier != nil) {
    AppendProperty(line, @"id", identifier);
  }
  for (NSString *name in fields) {
    if (![name isEqual:@"type"] && ![name isEqual:@"id"]) {
      AppendProperty(line, [name isKindOfClass:[NSString class]] ? name : @"\uFFFD",
                     [fields objectForKey:name]);
    }
  }
  [line appendBytes:"}\n" length:2];
  return line;
}

NSData *ANOMessageWrite(NSString *type, NSString *identifier, NSDictionary *fields,
                        BOOL *shortened) {
  NSData *line = Line(type, identifier, fields);
  const ano_message *known = ano_vocabulary_find([type UTF8String]);
  *shortened = NO;
  for (size_t i = 0;[line length] > ANO_LINE_MAXIMUM && i < sizeof(kMeasures) / sizeof(Measure);
       i++) {
    *shortened = YES;
    line =
        Line(type, identifier, CutObject(fields, known ? known->properties : NULL, kMeasures[i]));
  }
  return line;
}
