/** The model that is measured, and what of it the measurements use. */
package org.latentj.samples.miniature.evaluation.model;
