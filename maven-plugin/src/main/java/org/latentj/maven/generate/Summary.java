package org.latentj.maven.generate;

/**
 * What a run did.
 *
 * @param generated pictures made by a model
 * @param cached assets whose pictures were in the cache
 * @param upToDate assets left as they were
 * @param placeholders assets that are not what the manifest says
 */
public record Summary(int generated, int cached, int upToDate, int placeholders) {

  /** Without help of a cache. */
  Summary(int generated, int upToDate) {
    this(generated, 0, upToDate, 0);
  }

  /** For example {@code 2 generated, 4 up to date}. */
  @Override
  public String toString() {
    return generated
        + " generated, "
        + (cached == 0 ? "" : cached + " from the cache, ")
        + upToDate
        + " up to date"
        + (placeholders == 0 ? "" : ", " + placeholders + " placeholders");
  }
}
