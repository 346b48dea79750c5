/**
 * What is to be generated, what is up to date, and the run itself. Depends on {@code manifest} and
 * on the engine; only {@code EnginePictures} loads a model.
 */
package org.latentj.maven.generate;
