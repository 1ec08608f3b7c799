using Tomlyn.Model;
using Tomlyn.Serialization;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What <see cref="TomlManifest"/> reads, without reflection.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class TomlDocuments : TomlSerializerContext;
