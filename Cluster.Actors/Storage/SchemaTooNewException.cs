using System.Data.Common;

namespace Cluster.Actors.Storage;

/// <summary>The database was made by a later version of the program, which this one must not write to.</summary>
public sealed class SchemaTooNewException(int found, int known)
    : DbException($"it has form {found}, made by a newer Parley, and this one knows forms up to {known}");
