/** Licences that bind a model's user: shown and accepted before the model is fetched or used. */
package org.latentj.models.license;
