package org.latentj.maven;

import java.io.File;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** Makes generated pictures part of a project's resources. */
final class ResourceFolders {
  private ResourceFolders() {}

  /** Adds a folder once, however many executions write into it. */
  static void add(MavenProject project, File folder) {
    boolean known =
        project.getResources().stream()
            .anyMatch(resource -> folder.equals(new File(resource.getDirectory())));
    if (!known) {
      Resource resource = new Resource();
      resource.setDirectory(folder.getPath());
      project.addResource(resource);
    }
  }
}
