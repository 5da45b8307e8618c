/// Lines over descriptors, however they come.
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#import "ANOTest.h"
#import "ANOUtf8.h"
#import "ANOWire.h"

/// A stream that gives `piece` bytes at a time and is interrupted before each.
typedef struct {
  const char *bytes;
  size_t length;
  size_t piece;
  BOOL interrupted;
  int failure;
} Stream;

static ssize_t ReadStream(void *context, void *bytes, size_t length) {
  Stream *stream = context;
  stream->interrupted = !stream->interrupted;
  if (stream->interrupted) {
    errno = EINTR;
    return -1;
  }
  if (stream->length == 0 && stream->failure != 0) {
    errno = stream->failure;
    return -1;
  }
  size_t count = MIN(MIN(stream->piece, length), stream->length);
  memcpy(bytes, stream->bytes, count);
  stream->bytes += count;
  stream->length -= count;
  return (ssize_t)count;
}

static ano_line_status ReadOne(const char *bytes, size_t length, size_t piece, NSString **text) {
  Stream stream = {.bytes = bytes, .length = length, .piece = piece};
  ano_line_reader reader = ano_line_reader_of_function(ReadStream, &stream);
  const char *line = NULL;
  size_t found = 0;
  ano_line_status status = ano_line_read(&reader, &line, &found);
  if (status == ANO_LINE_READ) {
    *text = [[[NSString alloc] initWithBytes:line length:found
                                    encoding:NSUTF8StringEncoding] autorelease];
  }
  ano_line_reader_free(&reader);
  return status;
}

static NSData *Long(NSUInteger letters, BOOL feed) {
  NSMutableData *data = [NSMutableData dataWithLength:letters];
  memset([data mutableBytes], 'x', letters);
  if (feed) {
    [data appendBytes:"\n" length:1];
  }
  return data;
}

static ano_line_status ReadData(NSData *data) {
  NSString *text = nil;
  return ReadOne([data bytes], [data length], 65536, &text);
}

#pragma mark - Reading -

TEST(readsALineThatComesInPieces) {
  const char *bytes = "{\"a\":\"é🐈\"}\nrest";
  for (size_t piece = 1; piece <= strlen(bytes); piece++) {
    NSString *text = nil;
    CHECK_INTEGER(ReadOne(bytes, strlen(bytes), piece, &text), ANO_LINE_READ);
    CHECK_EQUAL(text, @"{\"a\":\"é🐈\"}");
  }
}

TEST(readsOneLineAfterTheOther) {
  Stream stream = {.bytes = "one\n\ntwo\n", .length = 9, .piece = 4};
  ano_line_reader reader = ano_line_reader_of_function(ReadStream, &stream);
  const char *line = NULL;
  size_t length = 0;
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_READ);
  CHECK(length == 3 && memcmp(line, "one", 3) == 0);
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_READ);
  CHECK_INTEGER(length, 0);
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_READ);
  CHECK(length == 3 && memcmp(line, "two", 3) == 0);
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_END);
  ano_line_reader_free(&reader);
}

TEST(tellsTheEndFromALineThatIsUnfinished) {
  NSString *text = nil;
  CHECK_INTEGER(ReadOne("", 0, 1, &text), ANO_LINE_END);
  CHECK_INTEGER(ReadOne("x", 1, 1, &text), ANO_LINE_UNFINISHED);
  CHECK_INTEGER(ReadOne("{\"type\":", 8, 3, &text), ANO_LINE_UNFINISHED);
}

TEST(takesALineOfJustOneMebibyteAndNoneLonger) {
  CHECK_INTEGER(ReadData(Long(ANO_LINE_MAXIMUM - 1, YES)), ANO_LINE_READ);
  CHECK_INTEGER(ReadData(Long(ANO_LINE_MAXIMUM, YES)), ANO_LINE_TOO_LONG);
  CHECK_INTEGER(ReadData(Long(ANO_LINE_MAXIMUM, NO)), ANO_LINE_TOO_LONG);
  CHECK_INTEGER(ReadData(Long(ANO_LINE_MAXIMUM - 1, NO)), ANO_LINE_UNFINISHED);
  CHECK_INTEGER(ReadData(Long(ANO_LINE_MAXIMUM * 4, YES)), ANO_LINE_TOO_LONG);
}

TEST(tellsAnErrorOfTheStreamFromItsEnd) {
  Stream stream = {.bytes = "a", .length = 1, .piece = 1, .failure = EIO};
  ano_line_reader reader = ano_line_reader_of_function(ReadStream, &stream);
  const char *line = NULL;
  size_t length = 0;
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_FAILED);
  ano_line_reader_free(&reader);
}

TEST(waitsForAPipeThatDoesNotBlock) {
  int ends[2];
  CHECK(pipe(ends) == 0);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  pid_t child = fork();
  if (child == 0) {
    _exit(ano_write_fully(ends[1], "late\n", 5) ? 0 : 1);
  }
  close(ends[1]);
  ano_line_reader reader = ano_line_reader_of_descriptor(ends[0]);
  const char *line = NULL;
  size_t length = 0;
  CHECK_INTEGER(ano_line_read(&reader, &line, &length), ANO_LINE_READ);
  CHECK_INTEGER(length, 4);
  ano_line_reader_free(&reader);
  close(ends[0]);
  waitpid(child, NULL, 0);
}

#pragma mark - UTF-8 -

TEST(takesTheEdgesOfUtf8) {
  const char *texts[] = {"",
                         "a",
                         "\x7f",
                         "\xc2\x80",
                         "\xdf\xbf",
                         "\xe0\xa0\x80",
                         "\xed\x9f\xbf",
                         "\xee\x80\x80",
                         "\xef\xbf\xbf",
                         "\xf0\x90\x80\x80",
                         "\xf4\x8f\xbf\xbf"};
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
    CHECK(ano_utf8_valid(texts[i], strlen(texts[i])));
  }
  CHECK(ano_utf8_valid("\0a", 2));
}

TEST(refusesWhatIsNotUtf8) {
  const char *texts[] = {
      "\x80",     "\xbf",         "\xc0\x80",         "\xc1\xbf",         "\xc2",
      "\xc2\x41", "\xe0\x9f\xbf", "\xe0\x80\x80",     "\xed\xa0\x80",     "\xed\xbf\xbf",
      "\xe2\x82", "\xe2\x82\x41", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
      "\xff",     "\xfe",         "\xf0\x9f\x90",     "a\xf0\x9f\x90\x41"};
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
    if (ano_utf8_valid(texts[i], strlen(texts[i]))) {
      ANOTestFail(__FILE__, __LINE__, @"text %zu passes", i);
    }
  }
  NSString *text = nil;
  CHECK_INTEGER(ReadOne("\xed\xa0\x80\n", 4, 4, &text), ANO_LINE_NOT_UTF8);
}

TEST(encodesEveryCodePointAsUtf8) {
  for (unsigned point = 0; point < 0x110000; point++) {
    char bytes[ANO_UTF8_MAXIMUM];
    size_t count = ano_utf8_encode(point, bytes);
    BOOL surrogate = point >= 0xd800 && point < 0xe000;
    if (ano_utf8_valid(bytes, count) == surrogate) {
      ANOTestFail(__FILE__, __LINE__, @"U+%04X is encoded as something else", point);
    }
  }
}

#pragma mark - Writing -

typedef struct {
  int descriptor;
  size_t count;
} Drain;

static void *DrainPipe(void *argument) {
  Drain *drain = argument;
  char bytes[1000];
  ssize_t count;
  while ((count = read(drain->descriptor, bytes, sizeof(bytes))) > 0) {
    drain->count += (size_t)count;
  }
  return NULL;
}

TEST(writesMoreThanAPipeHoldsAtOnce) {
  int ends[2];
  CHECK(pipe(ends) == 0);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  Drain drain = {.descriptor = ends[0]};
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, DrainPipe, &drain) == 0);
  NSData *data = Long(500000, YES);
  CHECK(ano_write_fully(ends[1], [data bytes], [data length]));
  close(ends[1]);
  pthread_join(thread, NULL);
  CHECK_INTEGER(drain.count, 500001);
  close(ends[0]);
}

TEST(tellsThatNobodyReadsAnyMore) {
  int ends[2];
  signal(SIGPIPE, SIG_IGN);
  CHECK(pipe(ends) == 0);
  close(ends[0]);
  CHECK(!ano_write_fully(ends[1], "a\n", 2));
  close(ends[1]);
}
