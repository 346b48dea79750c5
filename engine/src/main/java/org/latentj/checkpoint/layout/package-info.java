/**
 * Where each network's tensors are in a file and under which name: translates CompVis, OpenCLIP and
 * older diffusers names to canonical ones, and reads a network's dimensions off its tensors.
 * Depends on {@code tensor}, {@code model} and {@code checkpoint.file}.
 */
package org.latentj.checkpoint.layout;
