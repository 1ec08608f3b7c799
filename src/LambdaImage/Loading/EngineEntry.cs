using System.Runtime.CompilerServices;
using LambdaImage.Engine;

namespace LambdaImage.Loading;

/// <summary>The one place that names a type of the engine, so that every exported type loads without it.</summary>
internal static class EngineEntry
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ILambdaImageEngine Create() => new LambdaImageEngine();
}
