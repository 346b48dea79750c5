package org.latentj;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.embedding.Embeddings;
import org.latentj.model.ModelIndex;
import org.latentj.pipeline.GenerationPipeline;
import org.latentj.pipeline.ModelIdentity;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.safety.SafetyGate;
import org.latentj.text.ClipTokenizer;
import org.latentj.text.NamedTokens;
import org.latentj.text.PromptTokenizer;

/**
 * The front door: a model, ready to serve requests. With the one inside this library:
 *
 * <pre>{@code
 * try (StableDiffusion model = StableDiffusion.load()) {
 *   GenerationResult result = model.generate(TextToImage.of("a red circle on a white background"));
 *   result.first().savePng(Path.of("circle.png"));
 * }
 * }</pre>
 *
 * <p>With any other: {@code StableDiffusion.load(Path.of("stable-diffusion-v1-4"))}.
 *
 * <p>Loading returns when the networks can be used. The hash of the model's file, which pictures
 * name their model by, is computed on a thread beside: the end of the first request waits for it,
 * should it not be known by then, and so does {@link #modelHash}; nothing else does. The file may
 * be moved, deleted or replaced meanwhile. If it is written to in place, which makes it unknown
 * which model was loaded, requests fail.
 *
 * <p>Thread-safe: requests are served one at a time, others wait. Closing waits for the request
 * that is being served, ends the computation of the hash, and frees the model's memory; after that,
 * requests fail.
 */
public final class StableDiffusion implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final LoadedModel model;
  private final ClipTokenizer tokenizer;
  private final ModelIdentity identity;
  private final ModelHash hash;
  private final PromptLoras loras;
  private final SafetyGate gate;
  private final GenerationPipeline pipeline;
  private final ModelIndex index;
  private boolean closed;

  private StableDiffusion(
      LoadedModel model,
      ClipTokenizer tokenizer,
      PromptTokenizer prompts,
      ModelIdentity identity,
      ModelHash hash,
      PromptLoras loras,
      SafetyGate gate,
      ModelIndex index) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.identity = identity;
    this.hash = hash;
    this.loras = loras;
    this.gate = gate;
    this.index = index;
    pipeline = new GenerationPipeline(model, prompts, identity, gate, index);
  }

  /** Loads the {@linkplain EmbeddedModel embedded model} on the best device that is there. */
  public static StableDiffusion load() {
    return load(LoadOptions.defaults());
  }

  /**
   * Loads the {@linkplain EmbeddedModel embedded model}.
   *
   * @throws CheckpointException if this build of the library is without it, or if there is no place
   *     to unpack it
   * @throws org.latentj.runtime.TorchException if libtorch or the device cannot be used
   * @throws IllegalArgumentException if an option's value is none of the allowed ones
   */
  public static StableDiffusion load(LoadOptions options) {
    return load(ModelReference.embedded(options));
  }

  /**
   * Loads a model on the best device that is there.
   *
   * @param checkpoint a diffusers folder, or a single .safetensors or .ckpt file
   */
  public static StableDiffusion load(Path checkpoint) {
    return load(checkpoint, LoadOptions.defaults());
  }

  /**
   * Loads a model as it is referred to: a checkpoint, or the embedded model.
   *
   * @throws CheckpointException if it cannot be used, with the reason
   * @throws org.latentj.runtime.TorchException if libtorch or the device cannot be used
   * @throws IllegalArgumentException if an option's value is none of the allowed ones
   */
  public static StableDiffusion load(ModelReference reference) {
    return load(reference, ModelHash::of);
  }

  /**
   * Loads a model.
   *
   * @param checkpoint a diffusers folder, or a single .safetensors or .ckpt file; the latter has no
   *     vocabulary, so that {@code options} must name a tokenizer folder
   * @throws CheckpointException if the checkpoint cannot be used, with the reason
   * @throws org.latentj.runtime.TorchException if libtorch or the device cannot be used
   * @throws IllegalArgumentException if an option's value is none of the allowed ones
   */
  public static StableDiffusion load(Path checkpoint, LoadOptions options) {
    return load(ModelReference.of(checkpoint, options));
  }

  /** As {@link #load(ModelReference)}, with another computation of the hash. */
  static StableDiffusion load(ModelReference reference, ModelHash.Source hashing) {
    BaseModel base = new BaseModel(reference);
    return base.read(opened -> load(opened, base, hashing));
  }

  private static StableDiffusion load(Checkpoint opened, BaseModel base, ModelHash.Source hashing) {
    LoadOptions options = base.options();
    Path folder =
        opened
            .tokenizerFolder()
            .orElseThrow(() -> new CheckpointException(noTokenizer(opened.path())));
    try (Unfinished parts = new Unfinished()) {
      ClipTokenizer tokenizer = ClipTokenizer.load(folder);
      parts.add(tokenizer::close);
      Embeddings embeddings = ExtendedWeights.embeddings(opened, options);
      ComputeDevice device = ComputeDevice.choose(options.device());
      ModelHash hash = new ModelHash(opened.name(), hashing.of(opened));
      parts.add(hash::close);
      if (device.isGpu()) {
        // Its first picture may be finished before gigabytes are hashed.
        hash.begin();
      }
      try (ExtendedWeights weights =
          new ExtendedWeights(opened, options.extensions().loras(), embeddings)) {
        LoadedModel model =
            LoadedModel.load(
                weights.config(), weights.sources(), device, options.precision(), options.memory());
        parts.add(model::close);
        SafetyGate gate = SafetyGate.of(opened, model, options.safetyChecker());
        parts.add(gate::close);
        if (!device.isGpu()) {
          // Loading keeps the cores busy: beside it, hashing would only have it return later.
          hash.begin();
        }
        ModelIdentity identity =
            new ModelIdentity(
                opened.name(), hash, version(), ExtensionSettings.of(opened, options));
        List<String> remarks = weights.merge().remarks();
        PromptLoras loras = new PromptLoras(base, model, embeddings, remarks);
        PromptTokenizer prompts = new PromptTokenizer(tokenizer, names(embeddings, tokenizer));
        if (base.isUnpacked()) {
          // Its files go away now.
          hash.await(() -> {});
        }
        StableDiffusion loaded =
            new StableDiffusion(
                model, tokenizer, prompts, identity, hash, loras, gate, opened.index());
        parts.done();
        return loaded;
      }
    }
  }

  private static NamedTokens names(Embeddings embeddings, ClipTokenizer tokenizer) {
    return NamedTokens.of(
        embeddings.entries().stream()
            .map(
                entry ->
                    new NamedTokens.Name(
                        entry.name(),
                        tokenizer.encode(entry.name()),
                        entry.ids().stream().mapToInt(id -> id).toArray(),
                        entry.problem()))
            .toList());
  }

  private static String noTokenizer(Path checkpoint) {
    return checkpoint
        + " holds no vocabulary, and no tokenizer folder was given. Name a folder with vocab.json"
        + " and merges.txt (or tokenizer.json): the 'tokenizer' folder of any Stable Diffusion 1.x"
        + " model in the diffusers layout has them";
  }

  /** Serves a request. */
  public GenerationResult generate(GenerationRequest request) {
    return generate(request, GenerationListener.NONE);
  }

  /**
   * Serves a request.
   *
   * @param listener hears of progress on this thread, and may cancel
   * @throws org.latentj.request.GenerationCancelledException if the listener cancels
   * @throws org.latentj.runtime.TorchException if the device fails, for want of memory say
   * @throws org.latentj.image.NumericOverflowException if the precision is too low for this model
   * @throws IllegalArgumentException if the prompt asks for a LoRA that is not there, or uses a
   *     textual inversion of another kind of model; if DeepCache is asked to be deeper than the
   *     model
   * @throws CheckpointException if a LoRA cannot be used; if the model's hash could not be
   *     computed, because its file was written to while it was loaded, say
   * @throws IllegalStateException if this model is closed
   */
  public GenerationResult generate(GenerationRequest request, GenerationListener listener) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model " + identity.name() + " is closed");
      }
      return pipeline.run(request, loras.apply(request), listener);
    } finally {
      lock.unlock();
    }
  }

  /** The model's name: its file's or folder's. */
  public String name() {
    return identity.name();
  }

  /**
   * SHA-256 of the model's file, hexadecimal; of a folder, see {@link Checkpoint#sha256}. Computed
   * on a thread of its own; waits until it is known, some seconds at most.
   *
   * @throws CheckpointException if it could not be computed, because a file was written to say
   * @throws IllegalStateException if the model was closed before it was known
   */
  public String modelHash() {
    return identity.hash().await(() -> {});
  }

  /** The device: {@code cpu} or {@code cuda:N}. */
  public String device() {
    return model.device().name();
  }

  /** Why this device was chosen, as a sentence; says why a GPU is not used. */
  public String deviceReason() {
    return model.device().reason();
  }

  /** The type that the networks compute in, for example {@code F32}. */
  public String precision() {
    return model.compute().name();
  }

  /** The edge in pixels of the pictures that the model was trained on. */
  public int nativeSize() {
    return model.nativeSize();
  }

  /** The guidance scale of requests that do not ask for one. */
  public double guidanceScale() {
    return index.guidanceScale();
  }

  /** All of this at once, but for the hash; waits for nothing. */
  public ModelInfo info() {
    return new ModelInfo(name(), device(), deviceReason(), precision(), nativeSize(), version());
  }

  /** This library's version; {@code development} outside a jar. */
  public static String version() {
    String version = StableDiffusion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        hash.close();
        tokenizer.close();
        gate.close();
        model.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
