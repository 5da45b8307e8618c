package dev.aneoracle.coreml;

/**
 * The kinds of model of the Core ML specification, by the field of its {@code Type} choice
 * (coremltools {@code mlmodel/format/Model.proto}).
 */
public enum ModelType {
  PIPELINE_CLASSIFIER(200, "pipelineClassifier"),
  PIPELINE_REGRESSOR(201, "pipelineRegressor"),
  PIPELINE(202, "pipeline"),
  GLM_REGRESSOR(300, "glmRegressor"),
  SUPPORT_VECTOR_REGRESSOR(301, "supportVectorRegressor"),
  TREE_ENSEMBLE_REGRESSOR(302, "treeEnsembleRegressor"),
  NEURAL_NETWORK_REGRESSOR(303, "neuralNetworkRegressor"),
  BAYESIAN_PROBIT_REGRESSOR(304, "bayesianProbitRegressor"),
  GLM_CLASSIFIER(400, "glmClassifier"),
  SUPPORT_VECTOR_CLASSIFIER(401, "supportVectorClassifier"),
  TREE_ENSEMBLE_CLASSIFIER(402, "treeEnsembleClassifier"),
  NEURAL_NETWORK_CLASSIFIER(403, "neuralNetworkClassifier"),
  K_NEAREST_NEIGHBORS_CLASSIFIER(404, "kNearestNeighborsClassifier"),
  NEURAL_NETWORK(500, "neuralNetwork"),
  ITEM_SIMILARITY_RECOMMENDER(501, "itemSimilarityRecommender"),
  ML_PROGRAM(502, "mlProgram"),
  CUSTOM_MODEL(555, "customModel"),
  LINKED_MODEL(556, "linkedModel"),
  CLASS_CONFIDENCE_THRESHOLDING(560, "classConfidenceThresholding"),
  ONE_HOT_ENCODER(600, "oneHotEncoder"),
  IMPUTER(601, "imputer"),
  FEATURE_VECTORIZER(602, "featureVectorizer"),
  DICT_VECTORIZER(603, "dictVectorizer"),
  SCALER(604, "scaler"),
  CATEGORICAL_MAPPING(606, "categoricalMapping"),
  NORMALIZER(607, "normalizer"),
  ARRAY_FEATURE_EXTRACTOR(609, "arrayFeatureExtractor"),
  NON_MAXIMUM_SUPPRESSION(610, "nonMaximumSuppression"),
  IDENTITY(900, "identity"),
  TEXT_CLASSIFIER(2000, "textClassifier"),
  WORD_TAGGER(2001, "wordTagger"),
  VISION_FEATURE_PRINT(2002, "visionFeaturePrint"),
  SOUND_ANALYSIS_PREPROCESSING(2003, "soundAnalysisPreprocessing"),
  GAZETTEER(2004, "gazetteer"),
  WORD_EMBEDDING(2005, "wordEmbedding"),
  AUDIO_FEATURE_PRINT(2006, "audioFeaturePrint"),
  SERIALIZED_MODEL(3000, "serializedModel"),
  /** A compiled bundle that does not say what it was compiled from. */
  COMPILED_UNKNOWN(0, "compiled");

  private final int field;
  private final String label;

  ModelType(int field, String label) {
    this.field = field;
    this.label = label;
  }

  /**
   * Returns the field number in the specification's {@code Model} message, 0 where there is none.
   */
  public int field() {
    return field;
  }

  /** Returns the name that the specification gives the kind. */
  public String label() {
    return label;
  }
}
