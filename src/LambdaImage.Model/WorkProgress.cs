namespace LambdaImage;

/// <summary>The newest state of one piece of work. Pieces form a tree by <paramref name="ParentId"/>.</summary>
/// <param name="Id">Number of the piece, unique within one operation.</param>
/// <param name="ParentId">Number of the piece it is part of; null for the root.</param>
/// <param name="Activity">What is done, for example <c>Upload sha256:1a2b…</c>.</param>
/// <param name="Status">Where it stands, for people.</param>
/// <param name="Done">Units done; bytes where <paramref name="IsBytes"/> is true.</param>
/// <param name="Total">Units in all; null when not known.</param>
/// <param name="IsBytes">Whether units are bytes.</param>
/// <param name="Completed">Whether this piece has ended.</param>
public sealed record WorkProgress(
    int Id, int? ParentId, string Activity, string Status, long Done = 0, long? Total = null, bool IsBytes = false, bool Completed = false);
