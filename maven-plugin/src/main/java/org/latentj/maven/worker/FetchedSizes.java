package org.latentj.maven.worker;

import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/** Says how large a file is before it is fetched; everything else goes to Maven's own listener. */
final class FetchedSizes extends AbstractTransferListener {
  private static final long MEGABYTE = 1_000_000;

  private final TransferListener maven;
  private final Log log;

  /**
   * Speaks to {@code log}.
   *
   * @param maven may be null
   */
  FetchedSizes(TransferListener maven, Log log) {
    this.maven = maven == null ? new AbstractTransferListener() {} : maven;
    this.log = log;
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    maven.transferInitiated(event);
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    TransferResource resource = event.getResource();
    long bytes = resource.getContentLength();
    if (resource.getResourceName().endsWith(".jar") && (bytes < 0 || bytes >= MEGABYTE)) {
      log.info(
          "Fetching %s, %s, once for all builds of this user"
              .formatted(
                  resource
                      .getResourceName()
                      .substring(resource.getResourceName().lastIndexOf('/') + 1),
                  bytes < 0
                      ? "whose size the server does not tell"
                      : (bytes + MEGABYTE / 2) / MEGABYTE + " MB"));
    }
    maven.transferStarted(event);
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    maven.transferProgressed(event);
  }

  @Override
  public void transferCorrupted(TransferEvent event) throws TransferCancelledException {
    maven.transferCorrupted(event);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    maven.transferSucceeded(event);
  }

  @Override
  public void transferFailed(TransferEvent event) {
    maven.transferFailed(event);
  }
}
