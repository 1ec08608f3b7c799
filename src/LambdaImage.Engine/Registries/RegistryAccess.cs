namespace LambdaImage.Engine.Registries;

/// <summary>What a client may do with its repository; asked for when tokens are.</summary>
internal enum RegistryAccess
{
    Pull,
    Push,
}
