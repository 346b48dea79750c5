/**
 * Which libtorch fits the machine that a build runs on: with CUDA where a GPU can be used, else for
 * the CPU. Knows nothing of Maven.
 */
package org.latentj.maven.natives;
