namespace LambdaImage;

/// <summary>A secret that installation steps may read while they run; it is never part of the image.</summary>
/// <param name="Id">Name under which the value is given to the build, as in <c>-Secret @{ npm = './token' }</c>.</param>
/// <param name="Variable">Environment variable that the step reads it from; null: it reads the file <c>/run/secrets/ID</c>.</param>
/// <param name="File">Absolute path at which the step finds it as a file, for example <c>/root/.npmrc</c>; null: <c>/run/secrets/ID</c>.</param>
public sealed record BuildSecret(string Id, string? Variable = null, string? File = null);
