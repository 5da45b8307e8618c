package dev.aneoracle.helper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A fake helper's side of the wire. */
final class Talk {

  static final String KEY =
      """
      {\\"isegment\\":0,\\"inputs\\":{\\"image\\":{\\"shape\\":[28,28,1,1,1]}},\\"outputs\\":{\\"p\\":{\\"shape\\":[1,1,1,10,1]}}}\
      """
          .strip();

  private final BufferedReader in;
  private final OutputStream out;

  Talk(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Says hello as a helper does whose hooks are all there. */
  void hello() throws IOException {
    say(hello("true", "false", "INSTALLED"));
  }

  static String hello(String present, String virtual, String hook) {
    return """
    {"type":"hello","protocol":1,"agent":"0.1.0","pid":1,"arch":"arm64","simulated":true,\
    "host":{"chip":"Apple M1","model":"Macmini9,1","osVersion":"14.5","osBuild":"23F79",\
    "translated":false,"ane":{"present":%s,"cores":16,"architecture":"h13g",\
    "virtualMachine":%s}},"hooks":[{"class":"_ANEClient","selector":"evaluate:",\
    "required":true,"status":"%s"}]}\
    """
        .formatted(present, virtual, hook);
  }

  /** Waits for the request; null where there is none to come. */
  @Nullable String request() throws IOException {
    return in.readLine();
  }

  static String field(String request, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(request);
    return matcher.find() ? matcher.group(1) : "";
  }

  static boolean isCanary(String request) {
    return field(request, "id").startsWith("canary-");
  }

  void say(String line) throws IOException {
    raw((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void phase(String request, String name) throws IOException {
    say("{\"type\":\"phase\",\"id\":\"%s\",\"name\":\"%s\"}".formatted(field(request, "id"), name));
  }

  void load(String request) throws IOException {
    say(
        """
        {"type":"aneLoad","id":"%s","model":1,"segment":{"key":"%s","inputs":["image"],\
        "outputs":["p"]},"selector":"load:","ok":true,"ns":20}\
        """
            .formatted(field(request, "id"), KEY));
  }

  void call(String request, int prediction, boolean ok) throws IOException {
    say(
        """
        {"type":"aneCall","id":"%s","model":1,"selector":"evaluate:","prediction":%d,"ok":%s,\
        "async":false,"ns":7,"nested":0,"engine":"CLASSIC","stack":["a","b"]}\
        """
            .formatted(field(request, "id"), prediction, ok));
  }

  void result(String request) throws IOException {
    say(
        """
        {"type":"result","id":"%s","inputs":["image"],"outputs":["p"],"states":[],\
        "compiledModelPath":"/c.mlmodelc","engineClass":"E","hooksIntact":true,\
        "timings":{"compileNs":1,"loadNs":2,"predictNs":[3]}}\
        """
            .formatted(field(request, "id")));
  }

  void planned(String request) throws IOException {
    say(
        "{\"type\":\"result\",\"id\":\"%s\",\"timings\":{\"planNs\":4}}"
            .formatted(field(request, "id")));
  }

  void operation(String request) throws IOException {
    say(
        """
        {"type":"operation","id":"%s","source":"COMPUTE_PLAN","name":"c","operator":"conv",\
        "outputs":["p"],"supported":["CPU","ANE"],"preferred":"ANE","cost":0.5,\
        "messages":{"GPU":"no"}}\
        """
            .formatted(field(request, "id")));
  }

  void evidence(String request, String kind) throws IOException {
    say(
        "{\"type\":\"evidence\",\"id\":\"%s\",\"kind\":\"%s\",\"data\":{\"n\":1}}"
            .formatted(field(request, "id"), kind));
  }

  void failure(String request, int status, String domain, long code, String message)
      throws IOException {
    say(
        """
        {"type":"failure","id":"%s","status":%d,"domain":"%s","code":%d,"message":"%s"}\
        """
            .formatted(field(request, "id"), status, domain, code, message));
  }

  /** Plays an ordinary run: on the ANE where it may go there. */
  void run(String request) throws IOException {
    phase(request, "COMPILING");
    phase(request, "LOADING");
    boolean ane =
        field(request, "computeUnits").equals("CPU_AND_NE")
            || field(request, "computeUnits").equals("ALL");
    if (ane) {
      load(request);
    }
    phase(request, "RUNNING_PREDICTION");
    if (ane) {
      call(request, -1, true);
      call(request, 0, true);
    }
    result(request);
    evidence(request, "threads");
  }
}
