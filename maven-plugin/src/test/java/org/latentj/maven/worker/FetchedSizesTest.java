package org.latentj.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.maven.RecordingLog;

@DisplayName("Files that are fetched")
class FetchedSizesTest {
  private final RecordingLog log = new RecordingLog();
  private final List<String> forwarded = new ArrayList<>();
  private final FetchedSizes sizes =
      new FetchedSizes(
          new AbstractTransferListener() {
            @Override
            public void transferStarted(TransferEvent event) {
              forwarded.add(event.getResource().getResourceName());
            }

            @Override
            public void transferSucceeded(TransferEvent event) {
              forwarded.add("done");
            }
          },
          log);

  @Test
  @DisplayName("are announced with their sizes, small ones and POMs aside")
  void announced() throws Exception {
    sizes.transferStarted(event("ai/x/native-2.7.1-linux.jar", 111_597_418));
    sizes.transferStarted(event("ai/x/small.jar", 99_000));
    sizes.transferStarted(event("ai/x/native.pom", 2_000_000));
    sizes.transferStarted(event("ai/x/unknown.jar", -1));
    sizes.transferSucceeded(event("ai/x/unknown.jar", -1));

    assertThat(log.lines())
        .containsExactly(
            "info: Fetching native-2.7.1-linux.jar, 112 MB, once for all builds of this user",
            "info: Fetching unknown.jar, whose size the server does not tell, once for all builds of"
                + " this user");
    assertThat(forwarded).hasSize(5).endsWith("done");
  }

  private static TransferEvent event(String name, long bytes) {
    TransferResource resource =
        new TransferResource("central", "https://example.org/", name, null, null)
            .setContentLength(bytes);
    return new TransferEvent.Builder(new DefaultRepositorySystemSession(), resource).build();
  }
}
