using System.Text.Json.Serialization;

namespace LambdaImage.Tool.Steps;

/// <summary>All that <see cref="StepJson"/> reads and writes: the code for it is made by the compiler, since none can be made while a
/// native program runs.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(BuiltLambdaImage))]
[JsonSerializable(typeof(CacheCleanup))]
[JsonSerializable(typeof(DockerfileReport))]
[JsonSerializable(typeof(ExportedLambdaImage))]
[JsonSerializable(typeof(ImageCopy))]
[JsonSerializable(typeof(ImageScan))]
[JsonSerializable(typeof(ImportedConfiguration))]
[JsonSerializable(typeof(LambdaDockerfile))]
[JsonSerializable(typeof(LambdaFunctionComparison))]
[JsonSerializable(typeof(LambdaFunctionDeployment))]
[JsonSerializable(typeof(LambdaFunctionImage))]
[JsonSerializable(typeof(LambdaImageSbom))]
[JsonSerializable(typeof(LambdaImageInvocation))]
[JsonSerializable(typeof(LambdaImageDifference))]
[JsonSerializable(typeof(LambdaImageMeasurement))]
[JsonSerializable(typeof(LambdaProject))]
[JsonSerializable(typeof(LambdaReleaseHistory))]
[JsonSerializable(typeof(PublishedLambdaImage))]
[JsonSerializable(typeof(RemovedLambdaFunction))]
[JsonSerializable(typeof(RepositoryCleanup))]
internal sealed partial class StepDocuments : JsonSerializerContext;
