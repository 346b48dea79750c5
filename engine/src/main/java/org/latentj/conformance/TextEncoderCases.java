package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentj.runtime.TextEncoderModel;
import org.latentj.tensor.FloatTensor;

/** {@code text_encoder}: token ids to hidden states. */
final class TextEncoderCases implements CaseKind {
  private static final String HIDDEN_STATES = "hidden_states.";
  private static final String PENULTIMATE = "penultimate_after_final_norm";

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    try (CaseTensors tensors = run.tensors()) {
      TextEncoderModel encoder = run.model().textEncoder();
      int[][] ids = tensors.ids("input_ids");
      double limit = run.limit();
      List<Deviation> out = new ArrayList<>();
      FloatTensor last = tensors.floats("last_hidden_state");
      out.add(Compare.floats("last_hidden_state", encoder.encode(ids, 0), last, limit));
      if (tensors.has(PENULTIMATE)) {
        FloatTensor expected = tensors.floats(PENULTIMATE);
        out.add(Compare.floats(PENULTIMATE, encoder.encode(ids, 1), expected, limit));
      }
      if (tensors.has(HIDDEN_STATES + 0)) {
        List<FloatTensor> states = encoder.hiddenStates(ids);
        for (int i = 0; i < states.size(); i++) {
          out.add(Intermediates.compare(tensors, HIDDEN_STATES + i, states.get(i), last, limit));
        }
      }
      return out;
    }
  }
}
