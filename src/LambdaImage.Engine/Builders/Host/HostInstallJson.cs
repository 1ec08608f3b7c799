using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Builders.Host;

/// <summary>Writes an installation for its key in the cache.</summary>
[JsonSerializable(typeof(HostInstall))]
internal sealed partial class HostInstallJson : JsonSerializerContext;
