package org.latentj;

import java.util.List;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.extend.embedding.Embeddings;
import org.latentj.extend.lora.LoraMerge;
import org.latentj.extend.lora.LoraReference;
import org.latentj.model.ModelConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.runtime.LoadedModel.WeightSources;

/** A checkpoint's weights with everything that extends them; to be read before it is closed. */
final class ExtendedWeights implements AutoCloseable {
  private final Checkpoint checkpoint;
  private final LoraMerge merge;
  private final Embeddings embeddings;

  /**
   * Opens the LoRAs.
   *
   * @param checkpoint stays the caller's, and open
   */
  ExtendedWeights(Checkpoint checkpoint, List<LoraReference> loras, Embeddings embeddings) {
    this.checkpoint = checkpoint;
    this.embeddings = embeddings;
    merge = LoraMerge.of(loras, checkpoint.textEncoder(), checkpoint.unet());
  }

  /** The textual inversions that options name. */
  static Embeddings embeddings(Checkpoint checkpoint, LoadOptions options) {
    TextEncoderConfig text = checkpoint.config().textEncoder();
    return Embeddings.read(
        options.extensions().embeddings(), text.hiddenSize(), text.vocabularySize());
  }

  WeightSources sources() {
    return new WeightSources(
        embeddings.appendedTo(merge.textEncoder()), merge.unet(), checkpoint.vae());
  }

  /** The checkpoint's configuration, with a token for each vector of a textual inversion. */
  ModelConfig config() {
    ModelConfig plain = checkpoint.config();
    TextEncoderConfig text = plain.textEncoder();
    return new ModelConfig(
        text.withVocabularySize(text.vocabularySize() + embeddings.vectors()),
        plain.unet(),
        plain.vae(),
        plain.noiseSchedule(),
        plain.clipSkip());
  }

  LoraMerge merge() {
    return merge;
  }

  @Override
  public void close() {
    merge.close();
  }
}
