package org.latentj.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a request.
 *
 * @param request what was asked for
 * @param pictures one for each of the batch
 * @param model the model's name
 * @param modelHash SHA-256 of the model's file, hexadecimal
 * @param device the device, for example {@code cuda:0}
 * @param precision the type that the networks computed in, for example {@code F32}
 * @param duration from request to result
 * @param remarks what the user should know: a rounded size, say
 */
public record GenerationResult(
    GenerationRequest request,
    List<GeneratedPicture> pictures,
    String model,
    String modelHash,
    String device,
    String precision,
    Duration duration,
    List<String> remarks) {

  /** Copies the lists. */
  public GenerationResult {
    pictures = List.copyOf(pictures);
    remarks = List.copyOf(remarks);
  }

  /** What the model's safety checker made of each picture, in their order. */
  public List<SafetyCheck> safety() {
    return pictures.stream().map(GeneratedPicture::safety).toList();
  }

  /** The same with more to know, behind what there is. */
  public GenerationResult withRemarks(List<String> more) {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(more);
    return new GenerationResult(
        request, pictures, model, modelHash, device, precision, duration, all);
  }

  /** The first picture. */
  public GeneratedPicture first() {
    return pictures.get(0);
  }
}
