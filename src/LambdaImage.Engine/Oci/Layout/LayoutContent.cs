namespace LambdaImage.Engine.Oci.Layout;

/// <summary>Which layers a layout folder holds.</summary>
internal enum LayoutContent
{
    /// <summary>All: any tool can use the folder.</summary>
    Complete,

    /// <summary>Those that no registry has. The others are named in <c>lambdaimage-sources.json</c> and stay where they
    /// are.</summary>
    Sparse,
}
