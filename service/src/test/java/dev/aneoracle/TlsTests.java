package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a certificate of its own, as the docs configure it. */
class TlsTests {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void speaksHttpsWithAJavaKeyStore() throws Exception {
    Path keys = certificate();
    speaksHttps(
        keys,
        "--spring.ssl.bundle.jks.service.keystore.location=file:" + keys,
        "--spring.ssl.bundle.jks.service.keystore.password=" + PASSWORD);
  }

  @Test
  void speaksHttpsWithPemFiles() throws Exception {
    Path keys = certificate();
    KeyStore store = load(keys);
    Path certificate =
        pem("CERTIFICATE", store.getCertificate("service").getEncoded(), "certificate.pem");
    Path key =
        pem("PRIVATE KEY", store.getKey("service", PASSWORD.toCharArray()).getEncoded(), "key.pem");
    speaksHttps(
        keys,
        "--spring.ssl.bundle.pem.service.reload-on-update=true",
        "--spring.ssl.bundle.pem.service.keystore.certificate=file:" + certificate,
        "--spring.ssl.bundle.pem.service.keystore.private-key=file:" + key);
  }

  private void speaksHttps(Path keys, String... bundle) throws Exception {
    List<String> settings = new ArrayList<>(List.of(bundle));
    settings.add("--server.ssl.bundle=service");
    settings.add("--server.port=0");
    settings.add("--ane-oracle.data-directory=" + folder.resolve("data"));
    try (ConfigurableApplicationContext service =
        SpringApplication.run(AneOracleApplication.class, settings.toArray(String[]::new))) {
      int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      URI hosts = URI.create("https://localhost:%d/api/v1/hosts".formatted(port));

      HttpResponse<String> answer = get(hosts, trusting(keys));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");

      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> get(hosts, SSLContext.getDefault()));
      assertThat(get(URI.create("http://localhost:" + port), SSLContext.getDefault()).statusCode())
          .isEqualTo(400);
    }
  }

  private Path pem(String type, byte[] content, String name) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, body));
  }

  private static HttpResponse<String> get(URI address, SSLContext trust)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private Path certificate() throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return keys;
  }

  private static KeyStore load(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keys)) {
      store.load(file, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("service", load(keys).getCertificate("service"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
