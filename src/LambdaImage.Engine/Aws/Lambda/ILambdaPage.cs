namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>One page of a list.</summary>
internal interface ILambdaPage
{
    /// <summary>Where the next page begins; null or empty: there is none.</summary>
    string? NextMarker { get; }
}
