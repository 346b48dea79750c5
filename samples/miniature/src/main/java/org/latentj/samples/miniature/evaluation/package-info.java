/**
 * The program that measures a trained model: draws what captions that training never saw ask for,
 * and reads the pictures by image analysis. {@link
 * org.latentj.samples.miniature.evaluation.Evaluate} runs it.
 */
package org.latentj.samples.miniature.evaluation;
