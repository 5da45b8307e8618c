// In C and linked last: an Objective-C file cannot run code before the runtime knows it.
void StandinPublishEngine(void);

__attribute__((constructor)) static void start(void) {
  StandinPublishEngine();
}
