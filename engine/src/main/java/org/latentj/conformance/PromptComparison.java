package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latentj.runtime.TextEncoderModel;
import org.latentj.tensor.FloatTensor;
import org.latentj.text.ClipTokenizer;

/** Compares the embeddings of a pipeline's prompts: tokenizer and text encoder from the text on. */
final class PromptComparison {
  /** For packs without text encoder cases, whose limits would apply. */
  private static final double LIMIT = 5e-5;

  private final CaseRun run;
  private final CaseTensors tensors;
  private final TextEncoderModel encoder;

  private PromptComparison(CaseRun run, CaseTensors tensors, TextEncoderModel encoder) {
    this.run = run;
    this.tensors = tensors;
    this.encoder = encoder;
  }

  static List<Deviation> of(CaseRun run, CaseTensors tensors, TextEncoderModel encoder)
      throws IOException {
    return new PromptComparison(run, tensors, encoder).compare();
  }

  private List<Deviation> compare() throws IOException {
    CaseParameters parameters = run.parameters();
    List<String> prompts = parameters.texts("prompt");
    List<String> negatives =
        parameters.has("negative_prompt") ? parameters.texts("negative_prompt") : List.of("");
    List<Deviation> out = new ArrayList<>();
    Path folder = run.pack().model(parameters.text("model")).resolve("tokenizer");
    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      int skip = (int) parameters.number("clip_skip", 0);
      out.add(compare("prompt_embeds", prompts, skip, tokenizer));
      if (tensors.has("negative_prompt_embeds")) {
        boolean shared = negatives.size() == 1;
        List<String> all =
            shared ? Collections.nCopies(prompts.size(), negatives.get(0)) : negatives;
        // diffusers' encode_prompt leaves out layers for the prompt only.
        out.add(compare("negative_prompt_embeds", all, 0, tokenizer));
      }
    }
    return out;
  }

  /** Each prompt's rows lie together, as {@code num_images_per_prompt} repeats them. */
  private Deviation compare(
      String name, List<String> prompts, int clipSkip, ClipTokenizer tokenizer) throws IOException {
    int copies = (int) run.parameters().number("num_images_per_prompt", 1);
    List<FloatTensor> rows = new ArrayList<>();
    for (String prompt : prompts) {
      int[][] ids = {TokenizerCases.ids(tokenizer, prompt)};
      rows.addAll(Collections.nCopies(copies, encoder.encode(ids, clipSkip)));
    }
    FloatTensor actual = FloatTensor.concatenate(rows);
    return Compare.floats(name, actual, tensors.floats(name), limit());
  }

  /** The loosest limit among the pack's text encoder cases of the same model. */
  private double limit() {
    String model = run.parameters().text("model");
    return run.pack().entries().stream()
        .filter(e -> e.kind().equals("text_encoder"))
        .filter(e -> e.parameters().text("model", "").equals(model))
        .mapToDouble(e -> e.index().number("suggested_atol", LIMIT))
        .max()
        .orElse(LIMIT);
  }
}
