/**
 * Noise schedules and sampling methods as arithmetic on {@link org.latentj.sampler.Latents}.
 * Depends on {@code tensor} and {@code model}.
 *
 * <p>Begin at {@link org.latentj.sampler.SamplerFactory}. Samplers come in three families, each
 * with a base class: whole timesteps ({@code AlphaSampler}), sigmas ({@code SigmaSampler} and
 * {@code TwoStageSampler}) and half log-SNR ({@code SolverSampler}). A new sampler is a subclass of
 * one of them, a constant of {@link org.latentj.sampler.SamplerKind} and a line in the factory.
 *
 * <p>Papers, by the names that comments use:
 *
 * <ul>
 *   <li>Ho et al. 2020: Denoising Diffusion Probabilistic Models, arXiv 2006.11239
 *   <li>Song et al. 2021: Denoising Diffusion Implicit Models, arXiv 2010.02502
 *   <li>Nichol and Dhariwal 2021: Improved DDPM, arXiv 2102.09672
 *   <li>Liu et al. 2022: Pseudo Numerical Methods for Diffusion Models, arXiv 2202.09778
 *   <li>Salimans and Ho 2022: Progressive Distillation, arXiv 2202.00512
 *   <li>Karras et al. 2022: Elucidating the Design Space, arXiv 2206.00364
 *   <li>Lu et al. 2022a: DPM-Solver, arXiv 2206.00927; 2022b: DPM-Solver++, arXiv 2211.01095
 *   <li>Zhang and Chen 2023: Exponential Integrator (DEIS), arXiv 2204.13902
 *   <li>Zhao et al. 2023: UniPC, arXiv 2302.04867
 *   <li>Song et al. 2023: Consistency Models, arXiv 2303.01469
 *   <li>Luo et al. 2023: Latent Consistency Models, arXiv 2310.04378
 *   <li>Ho and Salimans 2022: Classifier-Free Diffusion Guidance, arXiv 2207.12598
 *   <li>Saharia et al. 2022: Imagen, arXiv 2205.11487
 *   <li>Lin et al. 2023: Common Diffusion Noise Schedules and Sample Steps are Flawed, arXiv
 *       2305.08891
 *   <li>Lee et al. 2024: Beta Sampling is All You Need, arXiv 2407.12173
 * </ul>
 */
package org.latentj.sampler;
