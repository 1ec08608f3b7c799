using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Oci;

/// <summary>All that <see cref="OciJson"/> reads and writes: the code for it is made by the compiler, since none can be made while a
/// native program runs.</summary>
[JsonSerializable(typeof(Descriptor))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(DockerArchiveItem[]))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(LayerNote))]
[JsonSerializable(typeof(SavedNote))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class OciDocuments : JsonSerializerContext;
