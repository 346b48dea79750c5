package org.latentj;

import java.util.List;
import java.util.function.Function;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;

/**
 * Where a loaded model came from, to read some of it again. Nothing is kept open meanwhile, so that
 * a model's files can be moved or replaced; what was replaced is refused.
 */
final class BaseModel {
  private final ModelReference reference;
  private final List<String> files;

  /** A model as it is on disk now. */
  BaseModel(ModelReference reference) {
    this.reference = reference;
    this.files = FileVersions.of(reference);
  }

  LoadOptions options() {
    return reference.options();
  }

  /** Whether its files are there only while it is read. */
  boolean isUnpacked() {
    return reference.checkpoint().isEmpty();
  }

  /** Opens the checkpoint for {@code use}, and closes it. */
  <T> T read(Function<Checkpoint, T> use) {
    if (reference.checkpoint().isEmpty()) {
      return EmbeddedModel.shipped()
          .unpacked(
              folder -> {
                ModelReference unpacked = ModelReference.of(folder, reference.options());
                return new BaseModel(unpacked).read(use);
              });
    }
    try (Checkpoint opened =
        Checkpoint.open(reference.checkpoint().get(), reference.options().checkpoint())) {
      return use.apply(opened);
    }
  }

  /**
   * As {@link #read}, if it is still the same.
   *
   * @throws CheckpointException if a file was replaced or is gone
   */
  <T> T readAgain(Function<Checkpoint, T> use) {
    if (!files.equals(FileVersions.of(reference))) {
      throw new CheckpointException(
          "files of the model %s were changed since it was loaded, so that no LoRA can be merged into it; load the model again"
              .formatted(reference.checkpoint().map(Object::toString).orElse("")));
    }
    return read(use);
  }
}
