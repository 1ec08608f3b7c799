using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>A named context that a build needs.</summary>
/// <param name="By">The FROM or COPY that takes it.</param>
/// <param name="Name">The image or stage that it stands in for.</param>
/// <param name="Context">A folder, a reference or an address.</param>
internal sealed record UsedContext(Instruction By, string Name, string Context);
