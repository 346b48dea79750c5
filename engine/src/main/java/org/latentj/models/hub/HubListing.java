package org.latentj.models.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.latentj.models.download.FileHash;
import org.latentj.models.source.HubSource;

/**
 * What the hub says of a repository: {@code GET /api/models/NAME/revision/REVISION?blobs=true}. All
 * of it comes from outside, and becomes paths: what does not look as it must is refused.
 *
 * @param commit the revision's commit, 40 hexadecimal digits
 * @param license the identifier of its licence, if its card names one
 * @param files all files of which the hub tells a hash
 */
record HubListing(String commit, Optional<String> license, List<HubFile> files) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Names of all files. */
  List<String> names() {
    return files.stream().map(HubFile::name).toList();
  }

  /** The file of that name, one of {@link #names}. */
  HubFile file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
  }

  static HubListing parse(String json, HubSource source) throws IOException {
    try {
      JsonObject listing = JsonParser.parseString(json).getAsJsonObject();
      String commit = listing.get("sha").getAsString();
      if (!COMMIT.matcher(commit).matches()) {
        throw new IOException("its commit is '%s'".formatted(commit));
      }
      List<HubFile> files = new ArrayList<>();
      for (JsonElement element : listing.getAsJsonArray("siblings")) {
        file(element.getAsJsonObject()).ifPresent(files::add);
      }
      return new HubListing(commit, license(listing), List.copyOf(files));
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException
        | ClassCastException e) {
      throw new IOException(
          "the hub's listing of %s is not understood: %s".formatted(source.text(), e.getMessage()),
          e);
    }
  }

  /** A file; none if its name could not be a path here, or nothing tells its bytes. */
  private static Optional<HubFile> file(JsonObject json) {
    String name = json.get("rfilename").getAsString();
    try {
      HubSource.of("any/repository", name);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    JsonObject lfs = json.get("lfs") instanceof JsonObject object ? object : new JsonObject();
    Optional<String> hash =
        lfs.has("sha256")
            ? Optional.of(lfs.get("sha256").getAsString())
            : json.has("blobId") ? Optional.of(json.get("blobId").getAsString()) : Optional.empty();
    JsonElement size = lfs.has("size") ? lfs.get("size") : json.get("size");
    return hash.flatMap(FileHash::ofBlobName)
        .map(
            digits ->
                new HubFile(
                    name,
                    size == null || size.isJsonNull() || size.getAsLong() < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(size.getAsLong()),
                    digits));
  }

  /** From the card's head, or from the tag that the hub makes of it. */
  private static Optional<String> license(JsonObject listing) {
    if (listing.get("cardData") instanceof JsonObject card && card.has("license")) {
      JsonElement license = card.get("license");
      JsonElement first =
          license instanceof JsonArray list && !list.isEmpty() ? list.get(0) : license;
      if (first.isJsonPrimitive()) {
        return Optional.of(first.getAsString());
      }
    }
    if (listing.get("tags") instanceof JsonArray tags) {
      for (JsonElement tag : tags) {
        if (tag.isJsonPrimitive() && tag.getAsString().startsWith("license:")) {
          return Optional.of(tag.getAsString().substring("license:".length()));
        }
      }
    }
    return Optional.empty();
  }
}
