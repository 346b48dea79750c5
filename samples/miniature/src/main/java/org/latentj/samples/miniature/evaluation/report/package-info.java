/** How results are shown: tables, line plots, remaining time. */
package org.latentj.samples.miniature.evaluation.report;
