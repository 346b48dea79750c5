/**
 * Random numbers that give the same picture for the same seed as PyTorch on the CPU, in float32 and
 * float16, and as CUDA does through AUTOMATIC1111's webui; batches of seeds and variation seeds.
 * Depends on {@code tensor} and the JDK only.
 */
package org.latentj.noise;
