package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.request.GenerationRequest;

/** Writes the request's text instead of a picture, and remembers what it was asked. */
final class FakePictures implements PictureSource.Opener {
  final List<String> events = new ArrayList<>();
  final List<GenerationRequest> requests = new ArrayList<>();
  RuntimeException failOnOpen;
  RuntimeException failOnPrompt;
  String badPrompt = "none";
  List<String> remarks = List.of();

  @Override
  public PictureSource open(ModelFiles model, EngineOptions options) {
    if (failOnOpen != null) {
      throw failOnOpen;
    }
    events.add("open " + model.model().getFileName());
    return new PictureSource() {
      @Override
      public List<String> write(GenerationRequest request, Path png) throws IOException {
        if (request.prompt().equals(badPrompt)) {
          throw failOnPrompt;
        }
        events.add("write " + png.getFileName());
        requests.add(request);
        Files.writeString(png, request.toString());
        return remarks;
      }

      @Override
      public String description() {
        return "a fake";
      }

      @Override
      public void close() {
        events.add("close " + model.model().getFileName());
      }
    };
  }
}
