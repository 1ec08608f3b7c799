namespace LambdaImage.Engine.Services.Imports;

/// <summary>What was asked for beside the file, which the other tool would take as options.</summary>
/// <param name="Stage">The stage; null: what the file says.</param>
/// <param name="Region">AWS Region of the session; null: none was given.</param>
/// <param name="Profile">AWS profile of the session; null: none was given.</param>
/// <param name="IsWritten">Whether what is read gets into a file, which holds no secrets.</param>
internal sealed record ImportOptions(string? Stage = null, string? Region = null, string? Profile = null, bool IsWritten = false);
